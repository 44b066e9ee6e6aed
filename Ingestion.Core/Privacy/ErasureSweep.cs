using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Privacy;

/// <summary>
/// Moves every erasure on, stage by stage: <c>names</c> (by what other names the people are known), <c>barrier</c> (loads that could not know
/// have ended), <c>rows</c>, <c>files</c>, <c>history</c>, <c>check</c> (is there anything left?). Each stage can be done again; whoever is
/// killed in it loses nothing but the time.
/// </summary>
public sealed class ErasureSweep
{
    private static readonly TimeSpan RunLength = TimeSpan.FromMinutes(4);

    private readonly ErasureStore store;
    private readonly ErasureRows rows;
    private readonly ErasureFiles files;
    private readonly CrawlStore crawls;
    private readonly TimeProvider clock;

    internal ErasureSweep(ErasureStore store, ErasureRows rows, ErasureFiles files, CrawlStore crawls, TimeProvider clock)
    {
        this.store = store;
        this.rows = rows;
        this.files = files;
        this.crawls = crawls;
        this.clock = clock;
    }

    /// <summary>Does what can be done now. Returns when all is done or waits for something, or after some minutes.</summary>
    /// <param name="forgetInstance">Ends an orchestration and forgets its history; true when there is none any more.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task RunAsync(Func<string, CancellationToken, Task<bool>> forgetInstance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(forgetInstance);
        long started = clock.GetTimestamp();
        bool isProgress = true;
        while (isProgress && clock.GetElapsedTime(started) < RunLength)
        {
            IReadOnlyList<Erasure> open = await store.FindOpenAsync(cancellationToken);
            isProgress = await files.RunAsync(open, crawls, cancellationToken) > 0;
            foreach (Erasure erasure in open)
            {
                isProgress |= await StepAsync(erasure, forgetInstance, cancellationToken);
            }
        }
    }

    /// <summary>False when it waits, or is done.</summary>
    private async Task<bool> StepAsync(
        Erasure erasure, Func<string, CancellationToken, Task<bool>> forgetInstance, CancellationToken cancellationToken)
    {
        switch (erasure.Stage)
        {
            case "names":
                await store.NameAsync(erasure, cancellationToken);
                return true;
            case "barrier":
                return await store.PassBarrierAsync(erasure.ErasureId, cancellationToken);
            case "rows":
                await rows.RunAsync(erasure, cancellationToken);
                return true;
            case "files":
                return !await files.HasAnyAsync(erasure.ErasureId, cancellationToken)
                    && await store.MoveAsync(erasure, "history", cancellationToken);
            case "history":
                return await ForgetAsync(erasure, forgetInstance, cancellationToken)
                    && await store.MoveAsync(erasure, "check", cancellationToken);
            default:
                if (await rows.RunAsync(erasure, cancellationToken))
                {
                    await store.CompleteAsync(erasure.ErasureId, cancellationToken);
                    return false;
                }

                // What was found sends it back to the files; else a crawl is under way.
                return await files.HasAnyAsync(erasure.ErasureId, cancellationToken);
        }
    }

    private static async Task<bool> ForgetAsync(
        Erasure erasure, Func<string, CancellationToken, Task<bool>> forgetInstance, CancellationToken cancellationToken)
    {
        bool isForgotten = true;
        foreach (string instance in erasure.InstanceIds)
        {
            isForgotten &= await forgetInstance(instance, cancellationToken);
        }

        return isForgotten;
    }
}
