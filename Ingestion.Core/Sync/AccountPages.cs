using Ingestion.Core.Accounts.Tokens;
using Ingestion.Core.Errors;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Sync;

/// <summary>Fetches single pages of accounts, with consent and token asked for before each.</summary>
internal sealed class AccountPages(AccountAccessService access, PlatformConnectors connectors, FetchServices services)
{
    // A group of insights that is not answered is waited for twice.
    private const int PatientTries = 2;

    private static readonly TimeSpan AccessWait = TimeSpan.FromSeconds(30);

    internal IPlatformConnector Connector(SyncJob job) => connectors.Find(job.Platform)
        ?? throw new ProviderRejectedException(
            ErrorCodes.PlatformNotSynced, $"accounts of {job.Platform} cannot be read through its API yet");

    /// <summary>Fetches the page at which the sync stands. Whatever goes wrong at the platform is a fault of the page.</summary>
    /// <exception cref="TerminalIngestionException">The application is not set or is refused, or credentials cannot be opened.</exception>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    internal async Task<(FetchedPage Page, FetchSession? Session)> FetchAsync(
        SyncJob job, FetchAccount account, SyncProgress progress, CancellationToken cancellationToken)
    {
        IPlatformConnector connector = Connector(job);
        FetchStart start = new(
            job.JobId,
            account,
            WindowOf(job, connector),
            progress.Subject,
            progress.Groups,
            IsPatient: progress.Failures < PatientTries);
        AccessResult granted = await AskAsync(() => access.GetAsync(job.AccountId, cancellationToken));
        (FetchedPage page, FetchSession? session) = await FetchAsync(connector, start, granted, progress, cancellationToken);
        if (session is null || page.Fault?.Kind is not FetchFaultKind.ReauthorizationRequired)
        {
            return (page, session);
        }

        // Good by our clock, and refused all the same: once more with a new one, if there is one to be had.
        AccessResult renewed = await AskAsync(() => access.ReplaceAsync(job.AccountId, granted.AccessToken!, page.Fault.Reason, cancellationToken));
        (FetchedPage again, FetchSession? second) = await FetchAsync(connector, start, renewed, progress, cancellationToken);
        if (second is not null)
        {
            second.Carry(session.Tally);
        }

        return (again, second ?? session);
    }

    internal static FetchWindow WindowOf(SyncJob job, IPlatformConnector connector) => new(
        connector.Capabilities.Overlap is { } overlap ? job.WatermarkBefore - overlap : null, job.CreatedAt);

    private async Task<(FetchedPage Page, FetchSession? Session)> FetchAsync(
        IPlatformConnector connector,
        FetchStart start,
        AccessResult granted,
        SyncProgress progress,
        CancellationToken cancellationToken)
    {
        if (granted.AccessToken is not { } token)
        {
            return (FetchedPage.Stopped(Refusal(granted, start.Account)), null);
        }

        FetchSession session = new(services, connector, start, token);
        return (await connector.FetchAsync(session, progress.Position, cancellationToken), session);
    }

    /// <summary>A platform that gives no token now is one that does not answer.</summary>
    private static async Task<AccessResult> AskAsync(Func<Task<AccessResult>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ProviderUnavailableException)
        {
            return new AccessResult { Status = AccessStatus.Wait, RetryAfter = AccessWait };
        }
    }

    private FetchFault Refusal(AccessResult granted, FetchAccount account) => granted.Status switch
    {
        AccessStatus.Wait => new FetchFault(
            FetchFaultKind.Transient,
            $"{account.Platform}: the tokens are being renewed",
            services.Clock.GetUtcNow() + (granted.RetryAfter ?? AccessWait)),
        AccessStatus.NotCollected => new FetchFault(FetchFaultKind.NotCollected, "nobody may collect this account now"),
        AccessStatus.NotFound => new FetchFault(FetchFaultKind.NotCollected, "the account is not connected any more"),
        _ => new FetchFault(
            FetchFaultKind.ReauthorizationRequired, $"{account.Platform} does not take the tokens of this account any more"),
    };
}
