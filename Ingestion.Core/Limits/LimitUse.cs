namespace Ingestion.Core.Limits;

/// <summary>A limit, for the account or owner of one call.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Key">Its row among those of the platform.</param>
/// <param name="AccountId">Set when the row is about one account.</param>
/// <param name="Owner">Set when the row is about one owner.</param>
internal sealed record LimitUse(Limit Limit, string Key, Guid? AccountId, string? Owner)
{
    internal static LimitUse Of(Limit limit, LimitedCall call) => new(
        limit,
        limit.KeyOf(call),
        limit.Scope == LimitScope.Account ? call.AccountId : null,
        limit.Scope == LimitScope.Owner ? call.Owner : null);
}
