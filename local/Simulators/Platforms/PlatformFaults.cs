namespace Simulators.Platforms;

/// <summary>
/// Misbehaviour of the token endpoints on request: <c>unavailable</c> (503), <c>rate_limit</c> (429), <c>html</c> (200 with a page),
/// <c>reset</c> (no effect, no answer), <c>lost_answer</c> (effect, no answer), <c>app</c> (the application is refused),
/// <c>deny</c> (the user says no). Of the data: <c>quota</c> (the platform's word for a used-up quota), <c>forbidden</c> (a permission is
/// missing), <c>unauthorized</c> (the token is not taken), <c>not_found</c>, <c>repeat_cursor</c> (a page points to itself),
/// <c>insights_forbidden</c>, <c>insights_retired</c> and <c>insights_unavailable</c>; of TikTok's <c>videos_forbidden</c>;
/// of X's <c>insights_partial</c> (refused beside good data), <c>legacy_quota</c> (429 in its older form), <c>usage_cap</c> and <c>credits</c>.
/// </summary>
internal sealed class PlatformFaults
{
    public static readonly IReadOnlyList<string> Names =
    [
        "unavailable", "rate_limit", "html", "reset", "lost_answer", "app", "deny", "quota", "forbidden", "unauthorized", "not_found",
        "repeat_cursor", "insights_forbidden", "insights_retired", "insights_unavailable", "videos_forbidden",
        "insights_partial", "legacy_quota", "usage_cap", "credits",
    ];

    private readonly Lock _gate = new();
    private readonly List<(string Platform, string Name, int Left, int Passing, string? Account)> _faults = [];
    private readonly AsyncLocal<string?> _call = new();

    /// <param name="platform">Whose calls go wrong.</param>
    /// <param name="name">How.</param>
    /// <param name="times">How many of them.</param>
    /// <param name="after">So many calls pass before.</param>
    /// <param name="account">Only calls with this in their address, or with the token of the user of this name; null for all.</param>
    public void Add(string platform, string name, int times, int after, string? account)
    {
        if (!Names.Contains(name))
        {
            throw new FormatException($"unknown fault '{name}'; known: {string.Join(' ', Names)}");
        }

        lock (_gate)
        {
            _faults.Add((platform, name, times, after, account));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>Says what is being answered, for all that is asked on its way: the address, and the user of the token.</summary>
    public void Enter(string call) => _call.Value = call;

    /// <summary>Takes one of the platform's faults of this name.</summary>
    public bool Take(string platform, string name)
    {
        lock (_gate)
        {
            int at = _faults.FindIndex(fault => fault.Platform == platform && fault.Name == name && fault.Left > 0
                && (fault.Account is null || _call.Value?.Contains(fault.Account, StringComparison.Ordinal) == true));
            if (at < 0)
            {
                return false;
            }

            if (_faults[at].Passing > 0)
            {
                _faults[at] = _faults[at] with { Passing = _faults[at].Passing - 1 };
                return false;
            }

            _faults[at] = _faults[at] with { Left = _faults[at].Left - 1 };
            return true;
        }
    }
}
