namespace Ingestion.Core.Accounts;

/// <summary>Where an account's data come from.</summary>
internal static class AccountSources
{
    internal const string Platform = "platform";
    internal const string BrightData = "brightdata";

    internal static IReadOnlyList<string> All { get; } = [Platform, BrightData];
}
