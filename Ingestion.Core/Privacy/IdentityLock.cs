namespace Ingestion.Core.Privacy;

/// <summary>
/// Orders connecting accounts against ordering erasures, until the transaction's end. An erasure then sees every account of the person, or
/// the account sees the erasure's tombstones.
/// </summary>
internal static class IdentityLock
{
    private const string Key = "hashtextextended('ingestion.identities', 0)";

    internal const string Shared = $"select pg_advisory_xact_lock_shared({Key})";

    internal const string Exclusive = $"select pg_advisory_xact_lock({Key})";
}
