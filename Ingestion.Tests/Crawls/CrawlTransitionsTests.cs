using Ingestion.Core.Crawls;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Unit")]
public sealed class CrawlTransitionsTests
{
    public static TheoryData<string, string> Moves => new()
    {
        { "queued", "triggering failed cancelled" },
        { "triggering", "polling failed timed_out cancelled" },
        { "polling", "downloading failed timed_out cancelled" },
        { "downloading", "normalizing failed timed_out cancelled" },
        { "normalizing", "publishing failed timed_out cancelled" },
        { "publishing", "completed failed timed_out cancelled" },
        { "completed", "normalizing" },
        { "failed", "polling normalizing" },
        { "timed_out", "polling" },
        { "cancelled", "" },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public void Allows_EachState_OnlyTheMovesOfTheStateMachine(string from, string to)
    {
        string[] allowed = [.. Enum.GetValues<CrawlState>()
            .Where(target => CrawlTransitions.Allows(CrawlStates.Parse(from), target))
            .Select(target => target.ToWire())];

        Assert.Equal(to.Split(' ', StringSplitOptions.RemoveEmptyEntries), allowed);
    }

    [Fact]
    public void Require_ForbiddenMove_NamesBothStatesAndTheOperation()
    {
        InvalidCrawlTransitionException exception = Assert.Throws<InvalidCrawlTransitionException>(
            () => CrawlTransitions.Require(CrawlState.Completed, CrawlState.TimedOut, "poll"));

        Assert.Equal("poll: a crawl cannot go from completed to timed_out.", exception.Message);
    }

    [Fact]
    public void ToWire_EachState_IsReadBack()
    {
        foreach (CrawlState state in Enum.GetValues<CrawlState>())
        {
            Assert.Equal(state, CrawlStates.Parse(state.ToWire()));
        }

        Assert.False(CrawlStates.TryParse("Queued", out _));
    }
}
