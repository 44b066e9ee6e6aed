namespace Simulators.BrightData.Calls;

/// <summary>The provider's 401 answers, all plain text.</summary>
internal static class BearerKey
{
    private const string Scheme = "Bearer";

    public static Answer? Check(string? header, string? expected)
    {
        if (string.IsNullOrEmpty(header))
        {
            return Refuse("Credentials are missing");
        }

        if (header.StartsWith("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse("Basic auth is not allowed");
        }

        string key = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        if (key.Length == 0 || key.Contains(' ', StringComparison.Ordinal))
        {
            return Refuse("Auth method is not supported");
        }

        return expected is null || key == expected ? null : Refuse("Invalid credentials");
    }

    private static Answer Refuse(string text) => Answer.OfText(401, text);
}
