namespace Ingestion.Core.Accounts;

/// <summary>Whether an account can be read, apart from its consent.</summary>
internal static class AccountStates
{
    /// <summary>Nothing is known to be wrong with it.</summary>
    internal const string Active = "active";

    /// <summary>The platform refuses its tokens; it is not asked again until somebody signs in anew.</summary>
    internal const string ReauthorizationRequired = "reauthorization_required";

    internal static IReadOnlyList<string> All { get; } = [Active, ReauthorizationRequired];
}
