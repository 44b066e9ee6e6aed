namespace Ingestion.Core.Normalize;

/// <summary>A record that could not be used, for <c>dead_letters</c>.</summary>
/// <param name="Place">Where it is in the raw file.</param>
/// <param name="Reason">A code of <see cref="RejectionReasons"/>.</param>
/// <param name="Field">JSON path of the field that is to blame: <c>$.attachments[2].url</c>; null when it is the whole record.</param>
/// <param name="Detail">What was expected and what came, without the value.</param>
/// <param name="RawCut">The first bytes of the record, at most 2 KiB, exactly as received.</param>
public sealed record RejectedRecord(RecordPlace Place, string Reason, string? Field, string Detail, byte[] RawCut);
