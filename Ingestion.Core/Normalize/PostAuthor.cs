namespace Ingestion.Core.Normalize;

/// <summary>Who wrote a post, as the record itself says: not whoever was asked for.</summary>
/// <param name="Handle">Lower-case name in the platform's URLs, no <c>@</c>: <c>espn</c>. The id where there is no name.</param>
/// <param name="Id">The platform's id: <c>100044568393679</c>; null when the dataset has none.</param>
/// <param name="Name">Display name: <c>ESPN</c>.</param>
/// <param name="Url">The profile's page.</param>
/// <param name="Followers">Followers when the post was read; the denominator of the engagement rate. Null when unknown.</param>
public sealed record PostAuthor(string Handle, string? Id, string? Name, string? Url, long? Followers);
