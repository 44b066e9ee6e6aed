namespace Simulators.Platforms.LinkedIn;

/// <summary>Calls to an endpoint in a day of UTC: of the application and of each member. LinkedIn publishes neither number.</summary>
internal sealed class LinkedInCeilings(TimeProvider time, int perApplication, int perMember)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Endpoint, string Member), int> _calls = [];
    private DateOnly _day;

    /// <summary>Null when the call may pass; else whose ceiling it is.</summary>
    public string? Refuse(string endpoint, string member)
    {
        DateOnly today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        lock (_gate)
        {
            if (_day != today)
            {
                _day = today;
                _calls.Clear();
            }

            if (_calls.GetValueOrDefault((endpoint, "")) >= perApplication)
            {
                return "APPLICATION";
            }

            if (_calls.GetValueOrDefault((endpoint, member)) >= perMember)
            {
                return "MEMBER";
            }

            _calls[(endpoint, "")] = _calls.GetValueOrDefault((endpoint, "")) + 1;
            _calls[(endpoint, member)] = _calls.GetValueOrDefault((endpoint, member)) + 1;
            return null;
        }
    }
}
