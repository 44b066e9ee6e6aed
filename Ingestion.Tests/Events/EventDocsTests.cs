using System.Reflection;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Accounts.Tokens;
using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Events;
using Ingestion.Core.Metrics;
using Ingestion.Core.Normalize.Schemas;
using Ingestion.Core.Subscriptions;
using Ingestion.Core.Sync;
using Ingestion.Tests.Persistence;
using Ingestion.Tests.Registration;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Events;

[Trait("Category", "Unit")]
public sealed class EventDocsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    private static readonly Crawl Full = new()
    {
        CrawlId = new Guid("01939a3c-0000-7000-8000-000000000001"),
        Request = PipelineDatabase.Order(),
        State = CrawlState.Polling,
        SnapshotId = "sd_1",
        CreatedAt = At,
        UpdatedAt = At,
    };

    private static readonly DriftReport Drift = new()
    {
        DatasetId = PipelineDatabase.DatasetId,
        SchemaVersion = 1,
        Records = 10,
        Changes = [new DriftChange("$.color", DriftKind.New, 1, null, null, "$[0].color", IsBreaking: false)],
    };

    private static readonly string[] Names = [.. typeof(EventTypes)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(type => (string)type.GetRawConstantValue()!)];

    public static TheoryData<string> Types => new(Names);

    [Fact]
    public void Events_EachHasAPage() =>
        Assert.Equal(Names.Order(StringComparer.Ordinal), DocPage.Names("docs/events"));

    [Fact]
    public void All_HasEveryTypeAndNoOther() => Assert.Equal(Names.Order(StringComparer.Ordinal), EventTypes.All);

    /// <summary>Webhooks go by it: what has an account belongs to somebody.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void Data_WithAnAccount_NamesItsOwner(string eventType)
    {
        JsonElement data = Envelope(Make(Full, eventType)).GetProperty("data");

        Assert.Equal(
            data.TryGetProperty("account_id", out _) || data.TryGetProperty("subscription_id", out _),
            data.TryGetProperty("owner", out JsonElement owner) && owner.GetString() == "acme");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Data_EachPage_NamesItsFieldsInOrderWithTheirTypes(string eventType)
    {
        JsonElement data = Envelope(Make(Full, eventType)).GetProperty("data");

        Assert.Equal(
            data.EnumerateObject().Select(field => (field.Name, TypeOf(field.Value))),
            DocPage.Rows($"docs/events/{eventType}.md").Select(row => (row.Name, row.Type)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Data_WithoutOptionalFields_OnlyThosePagesCallOptionalAreNull(string eventType)
    {
        Crawl bare = Full with
        {
            SnapshotId = null,
            Request = Full.Request with { Brand = null, Competitor = null, Category = null },
        };
        JsonElement data = Envelope(Make(bare, eventType)).GetProperty("data");

        Assert.Equal(
            data.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Null).Select(field => field.Name),
            DocPage.Rows($"docs/events/{eventType}.md").Where(row => row.IsRequired == "No").Select(row => row.Name));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Envelope_EachEvent_HasTheSeedsShapeAndAStableId(string eventType)
    {
        OutboxEvent made = Make(Full, eventType);
        JsonElement envelope = Envelope(made);

        Assert.Equal(["id", "event_type", "timestamp", "source", "data"], envelope.EnumerateObject().Select(field => field.Name));
        Assert.Equal("2026-11-21T10:00:00Z", envelope.GetProperty("timestamp").GetString());
        Assert.Equal($"social-analytics-{eventType}", made.Topic);
        Assert.Equal(made.Id, Make(Full, eventType).Id);
        Assert.NotEqual(made.Id, Make(Full with { Attempt = 2 }, eventType).Id);
    }

    private static JsonElement Envelope(OutboxEvent made) => JsonDocument.Parse(made.Envelope).RootElement;

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => "number",
        JsonValueKind.Array => "array",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "string",
    };

    private static OutboxEvent Make(Crawl crawl, string eventType)
    {
        CrawlEvents events = new(Options.Create(new EventOptions()));
        return eventType switch
        {
            EventTypes.CrawlTriggered => events.Triggered(crawl, "sd_1", At),
            EventTypes.DataIngestionCompleted => events.Completed(
                crawl with { Payload = Stories.Payload, SnapshotId = "sd_1" }, NormalizedOf(crawl), At),
            EventTypes.SchemaDriftDetected => events.SchemaDriftDetected(crawl, "sd_1", Drift, At),
            EventTypes.AccountReauthorizationRequired => new AccountEvents(Options.Create(new EventOptions())).ReauthorizationRequired(
                AccountOf(crawl), crawl.Attempt, ErrorCodes.ReauthorizationRequired, "tiktok token refresh: invalid_grant", At),
            EventTypes.AccountSyncCompleted => new SyncEvents(Options.Create(new EventOptions())).Completed(
                JobOf(crawl), crawl.SnapshotId is null ? null : crawl with { Payload = Stories.Payload }, At),
            EventTypes.AccountSyncFailed => new SyncEvents(Options.Create(new EventOptions())).Failed(
                JobOf(crawl),
                SyncJobStates.Failed,
                new SyncFailure("posts", new Failure(ErrorCodes.PlatformUnavailable, "youtube videos.list: HTTP 503")),
                At),
            EventTypes.MetricsSignificantChange => new SignificantChanges(
                Options.Create(new MetricsOptions()), Options.Create(new EventOptions())).Event(ChangeOf(crawl), At),
            EventTypes.WebhookDisabled => new WebhookEvents(Options.Create(new EventOptions())).Disabled(
                new WebhookTarget(crawl.CrawlId, "acme", new Uri("https://a.example/"), new SealedSecrets([], [], null)),
                "gone",
                At.AddHours(crawl.Attempt - 1)),
            EventTypes.CrawlFailed => events.Failed(crawl, Stages.PollingTimeout, new Failure(ErrorCodes.PollingTimeout, "slow"), At),
            _ => throw new ArgumentOutOfRangeException(nameof(eventType)),
        };
    }

    private static SignificantChange ChangeOf(Crawl crawl)
    {
        SignificantChange bare = new(
            crawl.CrawlId, "acme", "tiktok", "0a1b", "acme", null, new DateOnly(2026, 11, 20 + crawl.Attempt), null, null, null, null, null, null,
            null, null);
        return crawl.Request.Brand is null
            ? bare
            : bare with
            {
                CreatorId = crawl.CrawlId,
                Followers = 106,
                FollowersBefore = 100,
                FollowerGrowthRate = 6,
                FollowersComparedWith = new DateOnly(2026, 11, 20),
                EngagementRate = 5.5m,
                EngagementRateBefore = 3,
                EngagementChange = 2.5m,
                EngagementComparedWith = new DateOnly(2026, 11, 20),
            };
    }

    private static AccountAccess AccountOf(Crawl crawl) => new()
    {
        AccountId = crawl.CrawlId,
        Owner = "acme",
        Platform = "tiktok",
        ExternalId = "0a1b",
        Handle = crawl.Request.Brand,
        CreatorId = crawl.Request.Brand is null ? null : crawl.CrawlId,
        IsActive = true,
        IsCollected = true,
        Tokens = null,
    };

    private static SyncJob JobOf(Crawl crawl) => new()
    {
        JobId = crawl.CrawlId,
        AccountId = crawl.CrawlId,
        Owner = "acme",
        Platform = "youtube",
        Source = "platform",
        Status = "running",
        CreatedAt = crawl.CreatedAt.AddDays(crawl.Attempt),
        FinishedAt = null,
        WatermarkBefore = null,
        CrawlId = null,
        ExternalId = crawl.Request.Brand is null ? null : "UCacme",
        Handle = crawl.Request.Brand,
        PageUrl = null,
        Scopes = [],
    };

    private static NormalizedResult NormalizedOf(Crawl crawl) => crawl.Request.Brand is null
        ? Stories.Normalized with { BronzePath = null }
        : Stories.Normalized with { EmptyResult = "true_empty" };
}
