namespace Ingestion.Core.Platforms;

/// <summary>A token of our own application. A class, not a record: it must not print the token.</summary>
/// <param name="value">The token.</param>
/// <param name="madeAt">When it was made.</param>
/// <param name="useUntil">Until when it is used: some time before its end.</param>
internal sealed class AppToken(string value, DateTimeOffset madeAt, DateTimeOffset useUntil)
{
    internal string Value => value;

    internal DateTimeOffset MadeAt => madeAt;

    internal DateTimeOffset UseUntil => useUntil;
}
