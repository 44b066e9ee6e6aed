using System.Globalization;

namespace Ingestion.Core.Platforms.LinkedIn;

/// <summary>The month of LinkedIn's API, and how long it lives: for twelve months at least, then every call answers 426.</summary>
/// <remarks>https://learn.microsoft.com/linkedin/marketing/versioning, as gathered in reference/provider-apis.md 2.6; read 2026-11-21.</remarks>
internal static class LinkedInVersion
{
    /// <summary>So long before its end a version should be replaced.</summary>
    internal static readonly TimeSpan Notice = TimeSpan.FromDays(60);

    private const int Months = 12;

    /// <summary>When the twelve months are over.</summary>
    /// <param name="version"><c>YYYYMM</c>: <c>202607</c>.</param>
    internal static DateTimeOffset EndOf(string version) => DateTimeOffset.ParseExact(
        version, "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).AddMonths(Months);

    /// <summary>Whether somebody has to set another version now.</summary>
    internal static bool IsNearItsEnd(string version, DateTimeOffset now) => now >= EndOf(version) - Notice;
}
