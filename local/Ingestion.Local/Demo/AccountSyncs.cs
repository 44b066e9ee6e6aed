using System.Globalization;
using System.Text.Json;
using Ingestion.Local.Api;

namespace Ingestion.Local.Demo;

/// <summary>Syncs accounts side by side and waits for the ends.</summary>
internal sealed class AccountSyncs(AccountsApi api, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The syncs of all accounts, in their order. One that has not ended after two minutes is given as it is then.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="since">A sync that was created since then counts: the service's schedule may have come first.</param>
    /// <param name="cancellationToken">Ends the wait; the syncs go on.</param>
    /// <exception cref="HttpRequestException">The service refuses, or does not answer.</exception>
    public async Task<IReadOnlyList<JsonElement>> RunAsync(
        IReadOnlyList<DemoAccount> accounts, DateTimeOffset since, CancellationToken cancellationToken) =>
        await Task.WhenAll(accounts.Select(account => RunAsync(account.AccountId, since, cancellationToken)));

    public static bool IsCompleted(JsonElement job) => job.Text("status") == "completed";

    private static bool HasEnded(JsonElement job) => job.Text("finished_at") is not null;

    private static bool IsSince(JsonElement job, DateTimeOffset since) =>
        DateTimeOffset.TryParse(job.Text("created_at"), CultureInfo.InvariantCulture, out DateTimeOffset createdAt) && createdAt >= since;

    private async Task<JsonElement> RunAsync(string accountId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        JsonElement job = await api.NewestJobAsync(accountId, cancellationToken);
        if (!IsSince(job, since) || (HasEnded(job) && !IsCompleted(job)))
        {
            await api.CollectAsync(accountId, cancellationToken);
            job = await api.NewestJobAsync(accountId, cancellationToken);
        }

        long started = time.GetTimestamp();
        while (!HasEnded(job) && time.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(LookInterval, time, cancellationToken);
            job = await api.NewestJobAsync(accountId, cancellationToken);
        }

        return job;
    }
}
