using Ingestion.Core.Metrics;
using Ingestion.Core.Store;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ingestion.Core.Quality;

/// <summary>
/// Checks a snapshot and writes its findings and daily metrics, in the transaction of its load: after the merge, before the
/// commit, while the rows are still staged. Idempotent by snapshot: the same rows give the same findings and metrics. Only for
/// a load of the whole snapshot: what a part of it gives would replace what the rest gave.
/// </summary>
/// <param name="options">From where on a value counts as suspicious.</param>
internal sealed class QualityStep(IOptions<QualityOptions> options)
{
    private readonly QualityOptions options = options.Value;

    /// <summary>Runs all rules and writes what follows.</summary>
    /// <param name="connection">The load's, inside its transaction: <see cref="SnapshotLoad.RunAsync"/> gives it.</param>
    /// <param name="input">The snapshot.</param>
    /// <param name="cancellationToken">Gives up; the transaction is lost then.</param>
    public async Task<QualityResult> RunAsync(
        NpgsqlConnection connection, QualityInput input, CancellationToken cancellationToken)
    {
        PageHistory history =
            await PageHistory.ReadAsync(connection, input.Load.CrawlId, options.ComparedCrawls, cancellationToken);
        StagedRows rows = await StagedRows.PrepareAsync(connection, cancellationToken);
        await SnapshotDays.PrepareAsync(connection, input.Load, rows, options, cancellationToken);
        FindingList findings = await QualityScan.FindAsync(connection, input, rows, options, cancellationToken);
        bool isDrop = history.IsDrop(input.Rows, options);
        if (isDrop)
        {
            findings.AddDrop(input, history);
        }

        await FindingStore.ReplaceAsync(connection, input.Load, findings.Listed, cancellationToken);
        await MetricsStore.UpsertAsync(connection, input.Load, isDrop, cancellationToken);
        return new QualityResult(
            findings.Errors, findings.Warnings, EmptyResults.Of(input.Counts, input.EmptyWindows, history.HasAnswered));
    }
}
