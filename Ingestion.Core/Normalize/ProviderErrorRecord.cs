namespace Ingestion.Core.Normalize;

/// <summary>A record in which the provider reports an input that failed, or that gave nothing.</summary>
/// <param name="Place">Where it is in the raw file.</param>
/// <param name="Code">The provider's <c>error_code</c> or <c>warning_code</c>: <c>dead_page</c>; <c>unknown</c> without one.</param>
/// <param name="IsEmptyWindow">The provider says that there are no posts in the period or profile: an answer, not a failure.</param>
/// <remarks>Source: reference/provider-apis.md 1.10, "Error and warning records"; read 2026-11-21.</remarks>
public sealed record ProviderErrorRecord(RecordPlace Place, string Code, bool IsEmptyWindow);
