using System.Net;
using System.Text.Json;
using Ingestion.Core.Platforms;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.YouTube;
using Ingestion.Tests.Fixtures;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Platforms.YouTube;

[Trait("Category", "Unit")]
public sealed class ChannelCallsTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _calls = [];
    private readonly ChannelCalls _channels;

    public ChannelCallsTests() => _channels = new ChannelCalls(_clock, Options.Create(new YouTubeOptions()));

    [Fact]
    public async Task Ask_ManyWithinTheTime_IsOneCallForEachOwner()
    {
        Task<FetchAnswer>[] asks = [Ask("a"), Ask("b"), Ask("c"), Ask("d", owner: "another")];

        _clock.Advance(TimeSpan.FromSeconds(1));
        FetchAnswer[] answers = await Task.WhenAll(asks);

        Assert.Equal(["a,b,c", "d"], _calls.Order());
        Assert.All(answers[..3], answer => Assert.Same(answers[0], answer));
    }

    [Fact]
    public async Task Ask_AfterTheTime_IsAnotherCall()
    {
        Task<FetchAnswer> first = Ask("a");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Task<FetchAnswer> second = Ask("b");
        _clock.Advance(TimeSpan.FromSeconds(1));

        await Task.WhenAll(first, second);

        Assert.Equal(["a", "b"], _calls);
    }

    [Fact]
    public async Task Ask_MoreThanACallTakes_IsAnotherCall()
    {
        Task<FetchAnswer>[] asks = [.. Enumerable.Range(0, ChannelCalls.MaxChannels + 1).Select(number => Ask($"{number}"))];

        _clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(asks);

        Assert.Equal([ChannelCalls.MaxChannels, 1], _calls.Select(call => call.Split(',').Length).OrderDescending());
    }

    [Fact]
    public async Task Ask_TheFirstOnesCallFails_TheOthersAskForThemselves()
    {
        FetchAnswer fault = new(null, new FetchFault(FetchFaultKind.ReauthorizationRequired, "youtube channels.list: 401"));
        Task<FetchAnswer> first = Ask("a", answer: fault);
        Task<FetchAnswer> second = Ask("b");

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Same(fault, await first);
        Assert.Null((await second).Fault);
        Assert.Equal(["a,b", "b"], _calls);
    }

    [Fact]
    public async Task Ask_TheFirstOneGivesUp_TheOthersAskForThemselves()
    {
        using CancellationTokenSource ended = new();
        Task<FetchAnswer> first = Ask("a", cancellationToken: ended.Token);
        Task<FetchAnswer> second = Ask("b");

        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Null((await second).Fault);
        Assert.Equal(["b"], _calls);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("a", "b")]
    public async Task Ask_AChannelIsMissingInASharedAnswer_IsAskedForByItself(params string[] missing)
    {
        Task<FetchAnswer>[] asks = [Ask("a", isMissing: missing.Contains("a")), Ask("b", isMissing: missing.Contains("b"))];

        _clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(asks);

        Assert.Equal("a,b", _calls[0]);
        Assert.Equal(missing, _calls[1..].Order());
    }

    [Fact]
    public async Task Ask_AChannelIsMissingInItsOwnAnswer_IsBelieved()
    {
        Task<FetchAnswer> ask = Ask("a", isMissing: true);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await ask;

        Assert.Equal(["a"], _calls);
    }

    private Task<FetchAnswer> Ask(
        string channel,
        string owner = "acme",
        FetchAnswer? answer = null,
        bool isMissing = false,
        CancellationToken cancellationToken = default) =>
        _channels.AskAsync(
            new FetchAccount(Guid.NewGuid(), owner, "youtube", channel, Handle: null, []),
            ids =>
            {
                lock (_calls)
                {
                    _calls.Add(string.Join(',', ids));
                }

                return Task.FromResult(answer ?? new FetchAnswer(
                    new PlatformAnswer("youtube channels.list", (int)HttpStatusCode.OK, JsonElement.Parse("{}"), retryAfter: null), null));
            },
            _ => !isMissing,
            cancellationToken);
}
