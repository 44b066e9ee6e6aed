using Simulators.BrightData;

namespace Ingestion.Tests.EndToEnd;

/// <summary>Polls once a minute, so that nothing but a webhook can be quick.</summary>
public sealed class PatientService : SharedService
{
    internal override SimulatorOptions Provider => new()
    {
        StartingTime = TimeSpan.FromMilliseconds(50),
        Duration = TimeSpan.FromSeconds(1),
    };

    internal override (string Name, string Value)[] Settings =>
        [("BACKGROUND_POLL_INTERVAL", "60"), ("Crawl__FirstPollDelay", "00:01:00")];
}
