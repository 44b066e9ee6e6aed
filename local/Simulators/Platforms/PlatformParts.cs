namespace Simulators.Platforms;

/// <summary>What the simulated platforms share.</summary>
internal sealed record PlatformParts(GrantBook Grants, PlatformFaults Faults, CallCounts Counts, PlatformsOptions Options)
{
    public SignInPage Page(string platform) => new(platform, Grants, Faults, Counts);

    private TokenCall Call(string platform) => new(platform, Faults, Counts);

    /// <summary>A route with its faults and counts around it.</summary>
    public RequestDelegate Route(
        string platform,
        string operation,
        (int Status, object Body) refusedApp,
        Func<HttpContext, Task<(int Status, object Body)>> handle)
    {
        return RunAsync;

        Task RunAsync(HttpContext context) => Call(platform).RunAsync(context, operation, refusedApp, () => handle(context));
    }

    public Rfc6749 Tokens(TokenRules rules) => new(rules, Grants, Call(rules.Platform));
}
