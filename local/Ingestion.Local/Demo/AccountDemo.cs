using System.Text.Json;
using Ingestion.Local.Api;
using Ingestion.Local.Stack;
using Ingestion.Local.Terminal;

namespace Ingestion.Local.Demo;

/// <summary>One account on each simulated platform: connected and synced the day before, synced again at the present, and how it grew.</summary>
internal sealed class AccountDemo : IDisposable
{
    private readonly LocalStack _stack;
    private readonly LocalTerminal _terminal;
    private readonly AccountsApi _api;
    private readonly DemoAccounts _accounts;
    private readonly AccountSyncs _syncs;

    private AccountDemo(LocalStack stack, string ownerKey, LocalTerminal terminal, TimeProvider time)
    {
        _stack = stack;
        _terminal = terminal;
        _api = new AccountsApi(stack.ApiUrl, ownerKey);
        _accounts = new DemoAccounts(stack.Folder, _api);
        _syncs = new AccountSyncs(_api, time);
    }

    /// <summary>Null when the platforms are not simulated, or the owners are the caller's.</summary>
    public static AccountDemo? Of(LocalStack stack, LocalTerminal terminal, TimeProvider time) =>
        stack.PlatformsOwnerKey is { } ownerKey ? new AccountDemo(stack, ownerKey, terminal, time) : null;

    /// <summary>Connects the accounts and syncs them, while the clocks are a day back. What a killed run has done is not done again.</summary>
    /// <returns>Whether every sync completed.</returns>
    /// <exception cref="HttpRequestException">The service refuses, or does not answer.</exception>
    public async Task<bool> RunYesterdayAsync(CancellationToken cancellationToken)
    {
        _terminal.Title("Yesterday: one account on each of eight platforms is connected and synced");
        IReadOnlyList<DemoAccount> accounts = await _accounts.ConnectAsync(cancellationToken);
        IReadOnlyList<JsonElement> jobs = await _syncs.RunAsync(accounts, DateTimeOffset.MinValue, cancellationToken);
        int completed = jobs.Count(AccountSyncs.IsCompleted);
        string posts = CrawlLine.Count(jobs.Sum(job => job.Number("posts") ?? 0));
        string calls = CrawlLine.Count(jobs.Sum(job => job.Number("calls") ?? 0));
        _terminal.Say($"Completed: {completed} of {accounts.Count} syncs, {posts} posts with {calls} calls.");
        PrintErrors(accounts, jobs);
        return completed == accounts.Count;
    }

    /// <summary>Syncs the accounts at the present, and shows how they grew.</summary>
    /// <returns>Whether every sync completed.</returns>
    /// <exception cref="HttpRequestException">The service refuses, or does not answer.</exception>
    public async Task<bool> RunTodayAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DemoAccount> accounts = await _accounts.ConnectAsync(cancellationToken);
        IReadOnlyList<JsonElement> jobs = await _syncs.RunAsync(accounts, _stack.HostStartedAt, cancellationToken);
        JsonElement[] metrics = await Task.WhenAll(accounts.Select(account => _api.MetricsAsync(account.AccountId, cancellationToken)));
        _terminal.Table(
            "Today: the accounts are synced again. Followers on the day before and now: GET /api/v1/accounts/{id}/metrics",
            GrowthRow.Columns,
            accounts.Zip(metrics, jobs).Select(row => GrowthRow.Of(row.First.Platform, row.Second, row.Third)));
        PrintInsights(accounts, metrics);
        PrintErrors(accounts, jobs);
        return jobs.All(AccountSyncs.IsCompleted);
    }

    public void Dispose() => _api.Dispose();

    private void PrintInsights(IReadOnlyList<DemoAccount> accounts, IReadOnlyList<JsonElement> metrics)
    {
        _terminal.Title("What the platforms count about the accounts themselves, on the newest day that they tell: insights of the same answers");
        foreach (string line in accounts.Zip(metrics, (account, answer) => InsightLine.Of(account.Platform, answer)).OfType<string>())
        {
            _terminal.Say(line);
        }
    }

    private void PrintErrors(IReadOnlyList<DemoAccount> accounts, IReadOnlyList<JsonElement> jobs)
    {
        foreach ((DemoAccount account, JsonElement job) in accounts.Zip(jobs).Where(one => !AccountSyncs.IsCompleted(one.Second)))
        {
            string why = job.Text("error_code") is { } code
                ? $"{code}: {job.Text("error_message")} {job.Text("recovery_suggestion")}"
                : $"it is still {job.Text("status")}; GET /api/data/jobs/{account.AccountId} shows how it goes on.";
            _terminal.Say($"  The sync of {account.Platform} has not completed: {why}");
        }
    }
}
