using Ingestion.Core.Platforms.Fetch;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.YouTube;

/// <summary>
/// Makes one call of the channels that the syncs of one owner ask for within a moment, up to 50: <c>channels.list</c> costs a unit whatever it
/// returns, and what it returns is public. The first one asks for all, with its own token. When it does not come by them, each of the others
/// asks for its own, and so does whoever finds its channel missing in a good answer: the trouble of one account is none of another's.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="options">How long the first one waits for others.</param>
internal sealed class ChannelCalls(TimeProvider clock, IOptions<YouTubeOptions> options)
{
    /// <summary>Ids in a call.</summary>
    internal const int MaxChannels = 50;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Shared> open = new(StringComparer.Ordinal);

    /// <summary>Asks for the account's channel.</summary>
    /// <param name="account">The account.</param>
    /// <param name="ask">Makes the call, for channels of these ids.</param>
    /// <param name="has">Whether a good answer has the account's channel.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>An answer that has the channel if the platform does, or why there is none.</returns>
    public async Task<FetchAnswer> AskAsync(
        FetchAccount account,
        Func<IReadOnlyCollection<string>, Task<FetchAnswer>> ask,
        Func<FetchAnswer, bool> has,
        CancellationToken cancellationToken)
    {
        Shared call = Join(account, out bool isFirst);
        FetchAnswer? answer = isFirst
            ? await LeadAsync(account.Owner, call, ask, cancellationToken)
            : await call.Answer.Task.WaitAsync(cancellationToken);
        bool isOwn = isFirst && (answer?.Fault is not null || call.ChannelIds.Count == 1);
        return answer is not null && (isOwn || has(answer)) ? answer : await ask([account.ExternalId]);
    }

    private Shared Join(FetchAccount account, out bool isFirst)
    {
        lock (gate)
        {
            isFirst = !open.TryGetValue(account.Owner, out Shared? call) || call.ChannelIds.Count == MaxChannels;
            if (isFirst)
            {
                open[account.Owner] = call = new Shared();
            }

            call!.ChannelIds.Add(account.ExternalId);
            return call;
        }
    }

    private async Task<FetchAnswer> LeadAsync(
        string owner, Shared call, Func<IReadOnlyCollection<string>, Task<FetchAnswer>> ask, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(options.Value.ChannelGatherTime, clock, cancellationToken);
            Close(owner, call);
            FetchAnswer answer = await ask(call.ChannelIds);
            call.Answer.SetResult(answer.Fault is null ? answer : null);
            return answer;
        }
        finally
        {
            Close(owner, call);
            call.Answer.TrySetResult(null);
        }
    }

    /// <summary>Nobody joins any more.</summary>
    private void Close(string owner, Shared call)
    {
        lock (gate)
        {
            if (open.GetValueOrDefault(owner) == call)
            {
                open.Remove(owner);
            }
        }
    }

    private sealed class Shared
    {
        /// <summary>Changed under the gate, and by nobody once the call is closed.</summary>
        public HashSet<string> ChannelIds { get; } = new(StringComparer.Ordinal);

        /// <summary>Null: there is none for the others.</summary>
        public TaskCompletionSource<FetchAnswer?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
