namespace Ingestion.Core.Crawls;

/// <summary>Collects the reasons for which fields are refused.</summary>
internal sealed class FieldFaults
{
    private readonly SortedDictionary<string, List<string>> reasons = new(StringComparer.Ordinal);

    internal bool Any => reasons.Count > 0;

    internal void Add(string field, string reason)
    {
        if (!reasons.TryGetValue(field, out List<string>? list))
        {
            reasons[field] = list = [];
        }

        list.Add(reason);
    }

    internal bool Has(string field) => reasons.ContainsKey(field);

    internal IReadOnlyDictionary<string, string[]> ToDictionary() =>
        reasons.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray(), StringComparer.Ordinal);
}
