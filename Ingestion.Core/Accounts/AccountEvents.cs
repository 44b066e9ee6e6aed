using Ingestion.Core.Accounts.Tokens;
using Ingestion.Core.Errors;
using Ingestion.Core.Events;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Accounts;

/// <summary>Makes the events of an account, ready for the outbox.</summary>
/// <param name="options">The topic prefix.</param>
internal sealed class AccountEvents(IOptions<EventOptions> options)
{
    internal OutboxEvent ReauthorizationRequired(
        AccountAccess account, long version, string errorCode, string errorMessage, DateTimeOffset at) => OutboxEvent.Make(
            options.Value.TopicPrefix,
            EventTypes.AccountReauthorizationRequired,
            account.AccountId,
            version,
            at,
            new AccountReauthorizationRequiredData(
                account.AccountId,
                account.Owner,
                account.Platform,
                account.ExternalId,
                account.Handle,
                account.CreatorId,
                AccountStates.ReauthorizationRequired,
                errorCode,
                errorMessage,
                ErrorCodes.RecoverySuggestion(errorCode)));
}

/// <summary>The `data` of the event, in wire order. Names become snake_case; docs/events has the meanings.</summary>
internal sealed record AccountReauthorizationRequiredData(
    Guid AccountId,
    string Owner,
    string Platform,
    string ExternalId,
    string? Handle,
    Guid? CreatorId,
    string Status,
    string ErrorCode,
    string ErrorMessage,
    string RecoverySuggestion);
