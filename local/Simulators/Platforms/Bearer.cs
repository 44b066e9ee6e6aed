namespace Simulators.Platforms;

/// <summary>The access token of a call.</summary>
internal static class Bearer
{
    private const string Scheme = "Bearer ";

    public static string? Read(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.Ordinal)
            ? header[Scheme.Length..]
            : null;
}
