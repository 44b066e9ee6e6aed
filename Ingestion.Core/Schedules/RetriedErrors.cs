using Ingestion.Core.Errors;

namespace Ingestion.Core.Schedules;

/// <summary>
/// The error codes of failures that pass. Whatever needs a person (a sign-in, a permission, a consent, a correction) is not tried
/// again before the account's next time, and neither is a limit that stays closed for longer than a sync waits.
/// </summary>
internal static class RetriedErrors
{
    internal static IReadOnlyList<string> Codes { get; } =
    [
        ErrorCodes.PlatformUnavailable,
        ErrorCodes.StorageUnavailable,
        ErrorCodes.DatabaseUnavailable,
        ErrorCodes.KeyVaultUnavailable,
        ErrorCodes.SyncStalled,
        ErrorCodes.InternalError,
    ];
}
