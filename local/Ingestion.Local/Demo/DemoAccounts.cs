using System.Text.Json;
using Ingestion.Local.Api;
using Ingestion.Local.Stack;

namespace Ingestion.Local.Demo;

/// <summary>
/// The demo's accounts: one on each platform, of one user. Which they are is kept in the data folder; one that is deleted, or has to be
/// signed in again, is connected anew.
/// </summary>
internal sealed class DemoAccounts(DataFolder folder, AccountsApi api)
{
    private const string User = "slowtides";

    /// <summary>In the order of the tables. The last two have no sign-in: they are read with the application's own token.</summary>
    private static readonly (string Platform, bool SignsIn)[] All =
    [
        ("instagram", true), ("facebook", true), ("tiktok", true), ("youtube", true), ("x", true), ("linkedin", true),
        ("spotify", false), ("apple_music", false),
    ];

    /// <exception cref="LocalException">A sign-in brought no account.</exception>
    /// <exception cref="HttpRequestException">The service or a platform refuses.</exception>
    public async Task<IReadOnlyList<DemoAccount>> ConnectAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> known = Load();
        DemoAccount[] accounts = await Task.WhenAll(All.Select(async one =>
            new DemoAccount(one.Platform, await ConnectAsync(one.Platform, one.SignsIn, known, cancellationToken))));
        PrivateFile.Write(
            folder.DemoAccounts, JsonSerializer.Serialize(accounts.ToDictionary(account => account.Platform, account => account.AccountId)));
        return accounts;
    }

    private async Task<string> ConnectAsync(
        string platform, bool signsIn, Dictionary<string, string> known, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(platform, out string? accountId)
            && await api.FindAsync(accountId, cancellationToken) is { } account
            && account.Text("status") == "active")
        {
            return accountId;
        }

        return await (signsIn ? api.SignInAsync(platform, User, cancellationToken) : api.AddAsync(platform, User, cancellationToken))
            ?? throw new LocalException($"The sign-in at {platform} connected no account. The service's log says why.");
    }

    private Dictionary<string, string> Load()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(folder.DemoAccounts)) ?? [];
        }
        catch (Exception fault) when (fault is FileNotFoundException or JsonException)
        {
            // To connect an account that is there gives its id.
            return [];
        }
    }
}

/// <summary>An account that the demo has connected.</summary>
/// <param name="Platform">As the routes have it: <c>apple_music</c>.</param>
/// <param name="AccountId">As the routes have it.</param>
internal sealed record DemoAccount(string Platform, string AccountId);
