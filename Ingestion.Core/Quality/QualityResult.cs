namespace Ingestion.Core.Quality;

/// <summary>What the checks of a snapshot gave.</summary>
/// <param name="Errors">Errors found, also those that were too many to list.</param>
/// <param name="Warnings">Warnings found, also those that were too many to list.</param>
/// <param name="Empty">What it means that there are no rows; null when there are some.</param>
internal sealed record QualityResult(long Errors, long Warnings, EmptyResult? Empty);
