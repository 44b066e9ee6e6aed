namespace Ingestion.Core.Registration;

/// <summary>The service cannot start with these settings. The message lists every fault, one a line, without any value.</summary>
/// <param name="faults">What is wrong, for example <c>BRIGHTDATA_API_KEY is missing</c>.</param>
public sealed class InvalidSettingsException(IReadOnlyList<string> faults)
    : InvalidOperationException(
        $"The settings have {faults.Count} {(faults.Count == 1 ? "fault" : "faults")}; "
        + $"see local.settings.sample.json for working values:\n{string.Join('\n', faults.Select(fault => $"- {fault}"))}")
{
    /// <summary>What is wrong, one setting each.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
