using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Normalize.Datasets.LinkedInPosts;
using Ingestion.Core.Platforms.Fetch;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.LinkedIn;

/// <summary>
/// Reads an organization: how many follow it and how many came each day, then its posts, those changed last first, 50 a page, with the
/// statistics of each page's posts in a second call (one for shares, one for other posts) that is joined to them. All numbers are groups
/// of their own: the posts are read without them too.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.6, partly unconfirmed there; read 2026-11-21.</remarks>
internal sealed class LinkedInConnector(IOptions<LinkedInOptions> options, LinkedInAlarm alarm) : IPlatformConnector
{
    /// <summary>The number of followers.</summary>
    internal const string Followers = "followers";

    /// <summary>Followers gained, by day.</summary>
    internal const string FollowerGains = "follower_gains";

    /// <summary>What is counted on posts.</summary>
    internal const string PostStatistics = "post_statistics";

    private const string FollowersField = "firstDegreeSize";

    private static readonly PostKind[] Kinds = [new("shares", "share", "urn:li:share:"), new("ugcPosts", "ugcPost", "urn:li:ugcPost:")];

    private readonly string version = options.Value.ApiVersion;

    public string Platform => AccountPlatforms.LinkedIn;

    public PlatformCapabilities Capabilities { get; } = new()
    {
        HasPosts = true,
        InsightGroups = [Followers, FollowerGains, PostStatistics],
        Overlap = TimeSpan.FromDays(30),
        InsightLookBack = TimeSpan.FromDays(7),
        PageSize = LinkedInCalls.PageSize,
    };

    public FetchFault? FaultOf(PlatformAnswer answer, DateTimeOffset now) => LinkedInErrors.Of(answer, now);

    public Uri PageOf(FetchAccount account) => new(LinkedInUrls.OfCompany(account.ExternalId));

    public Task<FetchedPage> FetchAsync(FetchSession session, FetchPosition position, CancellationToken cancellationToken)
    {
        LinkedInCalls calls = new(session.Account.ExternalId, version);
        if (position.Phase != FetchPhases.Profile)
        {
            return FetchPostsAsync(session, calls, position, cancellationToken);
        }

        alarm.Check();
        return FetchOrganizationAsync(session, calls, cancellationToken);
    }

    private async Task<FetchedPage> FetchOrganizationAsync(FetchSession session, LinkedInCalls calls, CancellationToken cancellationToken)
    {
        FetchAnswer size = await session.SendAsync(Followers, calls.Followers(), cancellationToken);
        if (size.Answer is not null && FollowersOf(size.Body) is null)
        {
            session.Close(Followers, new FetchFault(FetchFaultKind.Invalid, $"linkedin networkSizes: no {FollowersField} came"));
            size = new FetchAnswer(null, null);
        }

        // From midnight to midnight: a day is then the same one in every sync, and whole.
        DateTimeOffset until = new(session.Window.Until.UtcDateTime.Date, TimeSpan.Zero);
        FetchAnswer gains = size.Answer is null
            ? size
            : await session.SendAsync(
                FollowerGains, calls.FollowerGains(until - Capabilities.InsightLookBack!.Value, until), cancellationToken);
        if ((size.Fault ?? gains.Fault) is { } fault)
        {
            return FetchedPage.Stopped(fault);
        }

        return new FetchedPage
        {
            Records = size.Answer is null
                ? []
                : [new FetchedRecord(FetchedRecord.Profile, size.Body) { Insights = gains.Answer is { } days ? [days.Body] : [] }],
            Subject = new FetchSubject(
                FetchSubject.HandleOf(session.Account.Handle, session.Account.ExternalId), FollowersOf(size.Body)),
            Next = new FetchPosition(FetchPhases.Posts),
        };
    }

    private static async Task<FetchedPage> FetchPostsAsync(
        FetchSession session, LinkedInCalls calls, FetchPosition position, CancellationToken cancellationToken)
    {
        int start = int.Parse(position.Cursor ?? "0", CultureInfo.InvariantCulture);
        FetchAnswer page = await session.SendAsync(calls.Posts(start), cancellationToken);
        if (page.Fault is { } fault)
        {
            return FetchedPage.Stopped(fault);
        }

        JsonElement[] posts = [.. page.Answer!.Items("elements")];
        JsonElement[] wanted = [.. posts.Where(post => session.Window.Holds(ChangedAt(post)))];
        (ILookup<string, JsonElement> statistics, FetchFault? refused) = await AskStatisticsAsync(session, calls, wanted, cancellationToken);
        if (refused is not null)
        {
            return FetchedPage.Stopped(refused);
        }

        // Changed last comes first: behind one that is too old there are older ones.
        bool isOver = posts.Length == 0 || !session.Window.Holds(ChangedAt(posts[^1])) || !HasMore(page.Body, start, posts.Length);
        return new FetchedPage
        {
            Records = [.. wanted.Select(post => new FetchedRecord(FetchedRecord.Post, post) { Insights = [.. statistics[IdOf(post)]] })],
            NewestPostAt = wanted.Max(PublishedAt),
            Next = isOver
                ? null
                : position with { Cursor = (start + LinkedInCalls.PageSize).ToString(CultureInfo.InvariantCulture) },
        };
    }

    /// <summary>The statistics by post. A post that nobody saw may have none.</summary>
    private static async Task<(ILookup<string, JsonElement> ByPost, FetchFault? Fault)> AskStatisticsAsync(
        FetchSession session, LinkedInCalls calls, JsonElement[] posts, CancellationToken cancellationToken)
    {
        List<(string Urn, JsonElement Statistics)> found = [];
        FetchFault? fault = null;
        foreach (PostKind kind in Kinds)
        {
            string[] urns = [.. posts.Select(IdOf).Where(urn => urn.StartsWith(kind.Prefix, StringComparison.Ordinal))];
            FetchAnswer answer = urns.Length == 0 || fault is not null
                ? new FetchAnswer(null, null)
                : await session.SendAsync(PostStatistics, calls.PostStatistics(kind.List, urns), cancellationToken);
            fault ??= answer.Fault;
            found.AddRange((answer.Answer?.Items("elements") ?? []).Select(item => (PlatformAnswer.TextOf(item, kind.Field) ?? "", item)));
        }

        return (found.ToLookup(item => item.Urn, item => item.Statistics, StringComparer.Ordinal), fault);
    }

    /// <summary>By the total where it is said, else while pages are full.</summary>
    private static bool HasMore(JsonElement page, int start, int count) =>
        page.TryGetProperty("paging", out JsonElement paging) && Number(paging, "total") is { } total
            ? start + LinkedInCalls.PageSize < total
            : count >= LinkedInCalls.PageSize;

    private static long? FollowersOf(JsonElement size) => Number(size, FollowersField);

    private static string IdOf(JsonElement post) => PlatformAnswer.TextOf(post, "id") ?? "";

    private static DateTimeOffset? ChangedAt(JsonElement post) => TimeOf(post, "lastModifiedAt") ?? PublishedAt(post);

    private static DateTimeOffset? PublishedAt(JsonElement post) => TimeOf(post, "publishedAt") ?? TimeOf(post, "createdAt");

    private static DateTimeOffset? TimeOf(JsonElement post, string name) =>
        Number(post, name) is { } milliseconds && milliseconds < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    private static long? Number(JsonElement item, string name) =>
        long.TryParse(PlatformAnswer.TextOf(item, name), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <param name="List">The parameter that lists such posts.</param>
    /// <param name="Field">Where the statistics name the post.</param>
    /// <param name="Prefix">How the ids of such posts begin.</param>
    private sealed record PostKind(string List, string Field, string Prefix);
}
