namespace Ingestion.Core.Crawls;

/// <summary>What a run of the admission did.</summary>
/// <param name="ToStart">The crawls whose orchestration the caller starts now, oldest first.</param>
/// <param name="Known">The crawls that got a slot in this run or the one before, whoever starts them.</param>
public sealed record AdmittedCrawls(IReadOnlyList<Guid> ToStart, IReadOnlySet<Guid> Known);
