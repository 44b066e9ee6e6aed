namespace Simulators.Platforms;

/// <summary>
/// Misbehaviour of the token endpoints on request: <c>unavailable</c> (503), <c>rate_limit</c> (429), <c>html</c> (200 with a page),
/// <c>reset</c> (no effect, no answer), <c>lost_answer</c> (effect, no answer), <c>app</c> (the application is refused),
/// <c>deny</c> (the user says no).
/// </summary>
internal sealed class PlatformFaults
{
    public static readonly IReadOnlyList<string> Names =
        ["unavailable", "rate_limit", "html", "reset", "lost_answer", "app", "deny"];

    private readonly Lock _gate = new();
    private readonly List<(string Platform, string Name, int Left)> _faults = [];

    public void Add(string platform, string name, int times)
    {
        if (!Names.Contains(name))
        {
            throw new FormatException($"unknown fault '{name}'; known: {string.Join(' ', Names)}");
        }

        lock (_gate)
        {
            _faults.Add((platform, name, times));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>Takes one of the platform's faults of this name.</summary>
    public bool Take(string platform, string name)
    {
        lock (_gate)
        {
            int at = _faults.FindIndex(fault => fault.Platform == platform && fault.Name == name && fault.Left > 0);
            if (at < 0)
            {
                return false;
            }

            _faults[at] = _faults[at] with { Left = _faults[at].Left - 1 };
            return true;
        }
    }
}
