namespace Simulators.BrightData.Faults;

/// <summary>Reads <c>?sim=slow:10,building*2</c> from a crawled URL.</summary>
internal static class UrlFaults
{
    private const string Parameter = "sim=";

    /// <exception cref="FormatException">The URL asks for a fault that does not exist.</exception>
    public static IReadOnlyList<FaultSpec> Read(string? url)
    {
        int query = url?.IndexOf('?', StringComparison.Ordinal) ?? -1;
        if (query < 0)
        {
            return [];
        }

        string text = url![(query + 1)..].Split('#')[0];
        string? sim = text.Split('&').FirstOrDefault(p => p.StartsWith(Parameter, StringComparison.Ordinal));
        return sim is null
            ? []
            : [.. sim[Parameter.Length..].Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(part => FaultSpec.Parse(Uri.UnescapeDataString(part)))];
    }
}
