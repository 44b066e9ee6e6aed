using System.Text.RegularExpressions;
using Ingestion.Core.Crawls;
using Ingestion.Core.Persistence;
using Ingestion.Core.Providers.BrightData;

namespace Ingestion.Core.Accounts;

/// <summary>
/// Reads the bodies of <c>POST /api/v1/accounts</c> and <c>PATCH /api/v1/accounts/{id}</c> and reports every fault at once, by field.
/// </summary>
/// <param name="clock">Tells which tokens are out of date.</param>
public sealed partial class AccountRequestReader(TimeProvider clock)
{
    private const int MaxIdLength = 200;
    private const int MaxNameLength = 200;
    private const int MaxScopes = 50;

    private static readonly string[] Fixed = ["platform", "external_id", "source"];
    private static readonly string[] Optional = ["handle", "display_name", "creator_id", "page_url", "scopes"];

    /// <summary>Reads and checks the body of a new account.</summary>
    /// <param name="json">UTF-8 text.</param>
    public RequestRead<NewAccount> ReadOrder(ReadOnlyMemory<byte> json)
    {
        FieldFaults faults = new();
        NewAccount? account = RequestDocument.Read(json, faults, fields => ReadOrder(fields, faults));
        return new RequestRead<NewAccount>(faults.Any ? null : account, faults.ToDictionary());
    }

    /// <summary>Reads and checks the body of a change.</summary>
    /// <param name="json">UTF-8 text.</param>
    /// <param name="account">The account to be changed.</param>
    public RequestRead<AccountChanges> ReadChanges(ReadOnlyMemory<byte> json, AccountKey account)
    {
        FieldFaults faults = new();
        AccountChanges? changes = RequestDocument.Read(json, faults, fields => ReadChanges(fields, account, faults));
        return new RequestRead<AccountChanges>(faults.Any ? null : changes, faults.ToDictionary());
    }

    [GeneratedRegex(@"^[^\s/?#]+$", RegexOptions.CultureInvariant)]
    private static partial Regex ExternalIdPattern();

    private NewAccount ReadOrder(RequestFields fields, FieldFaults faults)
    {
        string platform = ReadPlatform(fields) ?? "";
        string source = fields.OneOf("source", AccountSources.All) ?? AccountSources.Platform;
        AccountTokens? tokens = ReadTokens(fields, new AccountKey(Guid.Empty, platform, source));
        string? pageUrl = ReadPageUrl(fields, platform, faults);
        if (source == AccountSources.BrightData)
        {
            CheckPublicPage(fields, platform, pageUrl);
        }
        else if (platform.Length > 0 && !AccountPlatforms.NeedsNoCredentials(platform) && !fields.Has(CredentialFields.Name))
        {
            fields.Fault(
                CredentialFields.Name, $"is required; or sign in with GET /api/v1/connect/{platform}, or use source brightdata");
        }

        return new NewAccount
        {
            Platform = platform,
            ExternalId = ReadExternalId(fields) ?? "",
            Handle = ReadHandle(fields),
            DisplayName = fields.Text("display_name", MaxNameLength),
            CreatorId = fields.Uuid("creator_id"),
            Source = source,
            PageUrl = pageUrl,
            Scopes = ReadScopes(fields) ?? [],
            Schedule = AccountSchedule.Read(fields, clock.GetUtcNow()) ?? AccountSchedule.Daily,
            DataCollectionEnabled = fields.Flag("data_collection_enabled") ?? true,
            SubscriptionStatus = fields.OneOf("subscription_status", SubscriptionStates.All) ?? SubscriptionStates.Active,
            Tokens = tokens,
        };
    }

    private AccountChanges ReadChanges(RequestFields fields, AccountKey account, FieldFaults faults)
    {
        foreach (string name in Fixed.Where(fields.Has))
        {
            fields.Fault(name, "cannot be changed; connect another account instead");
        }

        string[] cleared = fields.Cleared(Optional);
        if (account.Source == AccountSources.BrightData && cleared.Contains("page_url"))
        {
            fields.Fault("page_url", "is required when source is brightdata");
        }

        return new AccountChanges
        {
            Cleared = cleared,
            Handle = ReadHandle(fields),
            DisplayName = fields.Text("display_name", MaxNameLength),
            CreatorId = fields.Uuid("creator_id"),
            PageUrl = ReadPageUrl(fields, account.Platform, faults),
            Scopes = ReadScopes(fields),
            Schedule = AccountSchedule.Read(fields, clock.GetUtcNow()),
            DataCollectionEnabled = fields.Flag("data_collection_enabled"),
            SubscriptionStatus = fields.OneOf("subscription_status", SubscriptionStates.All),
            Tokens = ReadTokens(fields, account),
        };
    }

    private static string? ReadPlatform(RequestFields fields)
    {
        string? named = fields.Text("platform", MaxNameLength, isRequired: true);
        string? platform = AccountPlatforms.Normalize(named);
        if (named is not null && platform is null)
        {
            fields.Fault("platform", $"must be one of {string.Join(", ", AccountPlatforms.All)}");
        }

        return platform;
    }

    private static string? ReadExternalId(RequestFields fields)
    {
        string? id = fields.Text("external_id", MaxIdLength, isRequired: true);
        if (id is not null && !ExternalIdPattern().IsMatch(id))
        {
            fields.Fault("external_id", "must be the platform's own id of the account, without spaces or slashes");
            return null;
        }

        return id;
    }

    private static string? ReadHandle(RequestFields fields) =>
        fields.Text("handle", MaxNameLength)?.Trim().TrimStart('@').ToLowerInvariant() is { Length: > 0 } handle ? handle : null;

    private static string[]? ReadScopes(RequestFields fields) => fields.Texts("scopes", MaxScopes, MaxNameLength);

    private static string? ReadPageUrl(RequestFields fields, string platform, FieldFaults faults)
    {
        Uri? url = CrawlUrl.Check(fields.Text("page_url", CrawlUrl.MaxLength), faults, "page_url");
        if (url is not null && AccountPlatforms.HasPublicPages(platform) && !PlatformHosts.Owns(platform, url))
        {
            fields.Fault("page_url", $"must be on a host of {platform}: {string.Join(", ", PlatformHosts.Of(platform))}");
        }

        return url?.AbsoluteUri;
    }

    private static void CheckPublicPage(RequestFields fields, string platform, string? pageUrl)
    {
        if (platform.Length > 0 && !AccountPlatforms.HasPublicPages(platform))
        {
            fields.Fault("source", $"must be platform: Bright Data has no pages of {platform}");
        }
        else if (pageUrl is null && !fields.Has("page_url"))
        {
            fields.Fault("page_url", "is required when source is brightdata");
        }
    }

    private AccountTokens? ReadTokens(RequestFields fields, AccountKey account)
    {
        if (account.Source == AccountSources.BrightData && fields.Has(CredentialFields.Name))
        {
            fields.Fault(CredentialFields.Name, "must be left out: source brightdata reads the public page");
            return null;
        }

        return CredentialFields.Read(fields, account.Platform, clock.GetDatabaseNow());
    }
}
