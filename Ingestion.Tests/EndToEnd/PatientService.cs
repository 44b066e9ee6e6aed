using Simulators.BrightData;

namespace Ingestion.Tests.EndToEnd;

/// <summary>Polls once an hour, so that nothing but a webhook can end a wait.</summary>
public sealed class PatientService : SharedService
{
    internal override SimulatorOptions Provider => new()
    {
        StartingTime = TimeSpan.FromMilliseconds(50),
        Duration = TimeSpan.FromSeconds(1),
    };

    internal override (string Name, string Value)[] Settings =>
        [("BACKGROUND_POLL_INTERVAL", "3600"), ("Crawl__FirstPollDelay", "01:00:00")];
}
