namespace Ingestion.Core.Accounts;

/// <summary>Whether a creator or an account is being served. Only <c>active</c> ones are collected.</summary>
internal static class SubscriptionStates
{
    internal const string Active = "active";

    internal static IReadOnlyList<string> All { get; } = [Active, "paused", "cancelled"];
}
