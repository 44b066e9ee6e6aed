namespace Ingestion.Core.Accounts;

/// <summary>What was found in a body.</summary>
/// <typeparam name="T">What the body orders.</typeparam>
/// <param name="Request">The order; null when there is any fault.</param>
/// <param name="Errors">Every fault: field name (or <c>body</c>) to the reasons. Empty when the order is valid.</param>
public sealed record RequestRead<T>(T? Request, IReadOnlyDictionary<string, string[]> Errors)
    where T : class;
