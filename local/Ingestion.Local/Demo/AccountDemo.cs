using System.Text.Json;
using Ingestion.Local.Api;
using Ingestion.Local.Stack;
using Ingestion.Local.Terminal;

namespace Ingestion.Local.Demo;

/// <summary>Connects a simulated YouTube channel and syncs it through the account routes.</summary>
internal sealed class AccountDemo(LocalStack stack, LocalTerminal terminal, TimeProvider time)
{
    private const int MostLooks = 240;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether the sync went well; true as well when nothing is simulated that could be synced.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (stack.PlatformsOwnerKey is not { } ownerKey)
        {
            return true;
        }

        terminal.Title("A connected account: a YouTube channel");
        using AccountsApi api = new(stack.ApiUrl, ownerKey);
        if (await api.SignInAsync("youtube", "demo-channel", cancellationToken) is not { } accountId)
        {
            terminal.Say("  The sign-in connected no account.");
            return false;
        }

        await api.CollectAsync(accountId, cancellationToken);
        JsonElement job = await WaitAsync(api, accountId, cancellationToken);
        JsonElement profile = await api.ProfileAsync(accountId, cancellationToken);
        terminal.Table(
            $"Its sync: GET /api/data/jobs/{accountId}",
            ["handle", "followers", "videos", "status", "calls", "units", "fetched", "new", "changed", "unchanged"],
            [
                [
                    profile.Text("handle") ?? "-", profile.Text("followers") ?? "-", profile.Text("posts") ?? "-", job.Text("status") ?? "-",
                    job.Text("calls") ?? "-", job.Text("units") ?? "-", job.Text("posts") ?? "-", job.Text("stored_count") ?? "-",
                    job.Text("updated_count") ?? "-", job.Text("unchanged_count") ?? "-",
                ],
            ]);
        if (job.Text("error_code") is { } errorCode)
        {
            terminal.Say($"  {errorCode}: {job.Text("error_message")}");
        }

        return job.Text("status") == "completed";
    }

    private async Task<JsonElement> WaitAsync(AccountsApi api, string accountId, CancellationToken cancellationToken)
    {
        JsonElement job = await api.NewestJobAsync(accountId, cancellationToken);
        for (int look = 0; look < MostLooks && job.Text("finished_at") is null; look++)
        {
            await Task.Delay(BetweenLooks, time, cancellationToken);
            job = await api.NewestJobAsync(accountId, cancellationToken);
        }

        return job;
    }
}
