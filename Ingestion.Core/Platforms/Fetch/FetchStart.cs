namespace Ingestion.Core.Platforms.Fetch;

/// <summary>What a session begins with.</summary>
/// <param name="JobId">The sync that reads it.</param>
/// <param name="Account">The account.</param>
/// <param name="Window">Which posts are wanted.</param>
/// <param name="Subject">What an earlier page found out about the account.</param>
/// <param name="Groups">The groups of insights that earlier pages closed.</param>
/// <param name="IsPatient">False: a group of insights without an answer is left out rather than waited for.</param>
internal sealed record FetchStart(
    Guid JobId, FetchAccount Account, FetchWindow Window, FetchSubject? Subject, IReadOnlyList<GroupState> Groups, bool IsPatient);
