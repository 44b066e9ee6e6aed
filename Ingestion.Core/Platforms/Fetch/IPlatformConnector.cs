using Ingestion.Core.Accounts;

namespace Ingestion.Core.Platforms.Fetch;

/// <summary>
/// Reads the accounts of one platform through its own API, a page at a time. It keeps nothing between two pages: all that the next
/// one needs is in the position, so that any process can go on. docs/how-to-add-a-platform.md tells how to write one.
/// </summary>
internal interface IPlatformConnector
{
    /// <summary>A name of <see cref="AccountPlatforms.All"/>.</summary>
    string Platform { get; }

    /// <summary>What it can fetch, and how.</summary>
    PlatformCapabilities Capabilities { get; }

    /// <summary>The account's public page, always the same: <c>https://www.youtube.com/channel/UC...</c>.</summary>
    Uri PageOf(FetchAccount account);

    /// <summary>
    /// Fetches one page. Every call goes through the session. A fault is a value: the page is then fetched again from the same
    /// position, or the sync ends, as its kind says.
    /// </summary>
    /// <param name="session">The account, the window of time, and the way to the platform.</param>
    /// <param name="position">Where the page begins; <see cref="FetchPosition.Start"/> at first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<FetchedPage> FetchAsync(FetchSession session, FetchPosition position, CancellationToken cancellationToken);

    /// <summary>
    /// What is wrong with an answer: <c>{Platform}Errors.Of</c>. Null when it is good. Asked for every answer, for some platforms refuse
    /// with status 200.
    /// </summary>
    FetchFault? FaultOf(PlatformAnswer answer, DateTimeOffset now);
}
