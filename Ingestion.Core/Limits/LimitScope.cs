namespace Ingestion.Core.Limits;

/// <summary>Whose calls a limit counts together.</summary>
internal enum LimitScope
{
    /// <summary>All calls of our application at the platform.</summary>
    Application,

    /// <summary>The calls for one connected account.</summary>
    Account,

    /// <summary>The calls for all accounts of one owner at the platform.</summary>
    Owner,
}
