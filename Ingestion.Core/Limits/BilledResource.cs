namespace Ingestion.Core.Limits;

/// <summary>One resource that a platform returned and may bill.</summary>
/// <param name="Kind">What the price list calls it: <c>post</c>, <c>user</c>.</param>
/// <param name="Id">The platform's id of it.</param>
internal sealed record BilledResource(string Kind, string Id);
