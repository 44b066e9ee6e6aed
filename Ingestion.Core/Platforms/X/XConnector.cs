using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Limits;
using Ingestion.Core.Platforms.Fetch;
using Microsoft.AspNetCore.WebUtilities;

namespace Ingestion.Core.Platforms.X;

/// <summary>
/// Reads a user of X: the profile in one call, then the own posts without reposts and replies, 100 a page, newest first. X bills each user
/// and each post that it returns, so no more is asked for than the window holds.
/// </summary>
/// <remarks>
/// Source: reference/provider-apis.md 2.5, and https://docs.x.com/x-api/posts/timelines/integrate; read 2026-11-21. The latter says two
/// things that 2.5 does not: with replies left out X gives the newest 800 posts, not 3,200, and with metrics that are not public a page
/// loses the posts that are too old for them. That is why posts are read in two parts. From memory: the fields <c>author_id</c>,
/// <c>lang</c> and <c>note_tweet</c>, and of media all but <c>public_metrics</c>, <c>type</c> and <c>url</c>.
/// </remarks>
internal sealed class XConnector : IPlatformConnector
{
    /// <summary>Clicks on addresses and on the profile, engagements.</summary>
    internal const string NonPublic = "non_public_metrics";

    /// <summary>Counts without what was paid for.</summary>
    internal const string Organic = "organic_metrics";

    private const string Api = "https://api.x.com/2/users/";
    private const int MaxResults = 100;

    /// <summary>The part of the posts that is too old for metrics that are not public.</summary>
    private const string Older = "older";

    private const string UserFields = "public_metrics,created_at,verified,verified_type,profile_image_url,description";
    private const string PostFields = "created_at,public_metrics,entities,attachments,referenced_tweets,author_id,lang,note_tweet";
    private const string MediaFields = "public_metrics,type,url,preview_image_url,duration_ms,width,height";

    /// <summary>A page may be fetched a day after the sync began: a limit was waited for.</summary>
    private static readonly TimeSpan PagingTime = TimeSpan.FromDays(1);

    public string Platform => AccountPlatforms.X;

    /// <summary>An overlap of 7 days, not more: every post that is read again on another day is paid again.</summary>
    public PlatformCapabilities Capabilities { get; } = new()
    {
        HasPosts = true,
        InsightGroups = [NonPublic, Organic],
        Overlap = TimeSpan.FromDays(7),
        InsightLookBack = TimeSpan.FromDays(30),
        PageSize = MaxResults,
    };

    public FetchFault? FaultOf(PlatformAnswer answer, DateTimeOffset now) => XErrors.Of(answer, now);

    public Uri PageOf(FetchAccount account) => new($"https://x.com/i/user/{Uri.EscapeDataString(account.ExternalId)}");

    public Task<FetchedPage> FetchAsync(FetchSession session, FetchPosition position, CancellationToken cancellationToken) =>
        position.Phase == FetchPhases.Profile
            ? FetchUserAsync(session, cancellationToken)
            : FetchPostsAsync(session, position, cancellationToken);

    private static async Task<FetchedPage> FetchUserAsync(FetchSession session, CancellationToken cancellationToken)
    {
        FetchAnswer answer = await session.SendAsync(
            new FetchCall(XLimits.MeEndpoint, new Uri($"{Api}me?user.fields={UserFields}"))
            {
                Billed = BillUser,
            },
            cancellationToken);
        if (answer.Fault is { } fault)
        {
            return FetchedPage.Stopped(fault);
        }

        FetchAccount account = session.Account;
        if (PlatformAnswer.ObjectOf(answer.Body, "data") is not { } user || PlatformAnswer.TextOf(user, "id") is not { } userId)
        {
            return FetchedPage.Stopped(new FetchFault(FetchFaultKind.Transient, $"x {XLimits.MeEndpoint}: no user in the answer"));
        }

        return userId != account.ExternalId
            ? FetchedPage.Stopped(new FetchFault(
                FetchFaultKind.PermissionMissing, $"x {XLimits.MeEndpoint}: the tokens are those of user {userId}, not of {account.ExternalId}"))
            : new FetchedPage
            {
                Records = [new FetchedRecord(FetchedRecord.Profile, user)],
                Subject = new FetchSubject(
                    FetchSubject.HandleOf(PlatformAnswer.TextOf(user, "username") ?? account.Handle, userId), FollowersOf(user), IsTokensOwn: true),
                Next = new FetchPosition(FetchPhases.Posts),
            };
    }

    private async Task<FetchedPage> FetchPostsAsync(FetchSession session, FetchPosition position, CancellationToken cancellationToken)
    {
        bool isOlder = position.Source == Older;
        DateTimeOffset boundary = session.Window.Until - Capabilities.InsightLookBack!.Value + PagingTime;
        DateTimeOffset? since = isOlder || session.Window.Since > boundary ? session.Window.Since : boundary;
        FetchAnswer answer = await GroupedCall.SendAsync(
            session,
            isOlder ? [] : Capabilities.InsightGroups,
            open => CallFor(session.Account, since, isOlder ? boundary : null, position.Cursor, open),
            cancellationToken);
        if (answer.Fault is { } fault)
        {
            return FetchedPage.Stopped(fault);
        }

        XPage page = new(answer.Body);
        foreach (string group in isOlder ? [] : Capabilities.InsightGroups)
        {
            if (session.IsOpen(group) && page.RefusalOf(group) is { } refused)
            {
                session.Close(group, new FetchFault(FetchFaultKind.PermissionMissing, answer.Answer!.Describe(XErrors.CodeOf(refused))));
            }
        }

        return new FetchedPage
        {
            Records = page.Records,
            NewestPostAt = page.NewestAt,
            Next = page.NextToken is { } next ? position with { Cursor = next }
                : isOlder || session.Window.Since >= boundary ? null
                : new FetchPosition(FetchPhases.Posts, Cursor: null, Older),
        };
    }

    private static FetchCall CallFor(
        FetchAccount account, DateTimeOffset? since, DateTimeOffset? until, string? cursor, IReadOnlyList<string> groups)
    {
        Dictionary<string, string?> query = new()
        {
            ["max_results"] = "100",
            ["exclude"] = "retweets,replies",
            ["tweet.fields"] = string.Join(',', [PostFields, .. groups]),
            ["expansions"] = "attachments.media_keys",
            ["media.fields"] = MediaFields,
            ["start_time"] = Time(since),
            ["end_time"] = Time(until),
            ["pagination_token"] = cursor,
        };
        string address = QueryHelpers.AddQueryString(
            $"{Api}{Uri.EscapeDataString(account.ExternalId)}/tweets", query.Where(part => part.Value is not null));
        return new FetchCall(XLimits.PostsEndpoint, new Uri(address))
        {
            Units = MaxResults,
            Billed = body => Bill(XLimits.PostKind, PlatformAnswer.ItemsOf(body, "data")),
        };
    }

    /// <summary>What an answer about one user costs.</summary>
    internal static BilledResource[] BillUser(JsonElement body) =>
        PlatformAnswer.ObjectOf(body, "data") is { } one ? Bill(XLimits.UserKind, [one]) : [];

    private static BilledResource[] Bill(string kind, IEnumerable<JsonElement> resources) =>
        [.. resources.Select(one => PlatformAnswer.TextOf(one, "id")).OfType<string>().Select(id => new BilledResource(kind, id))];

    /// <summary>Whole seconds: X takes no fractions.</summary>
    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static long? FollowersOf(JsonElement user) =>
        PlatformAnswer.ObjectOf(user, "public_metrics") is { } counts
            && long.TryParse(
                PlatformAnswer.TextOf(counts, "followers_count"), NumberStyles.None, CultureInfo.InvariantCulture, out long followers)
            ? followers
            : null;
}
