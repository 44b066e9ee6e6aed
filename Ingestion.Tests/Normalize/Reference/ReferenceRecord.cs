using System.Text.Json;
using Ingestion.Core.Normalize;

namespace Ingestion.Tests.Normalize.Reference;

/// <summary>A record's fields as they come, and the first failure among them.</summary>
internal sealed class ReferenceRecord
{
    public (string Reason, string? Path)? Failure { get; private set; }

    public void Fail(string reason, string? path) => Failure ??= (reason, path);

    public void Fail(bool isFailure, string reason, string path)
    {
        if (isFailure)
        {
            Fail(reason, path);
        }
    }

    /// <summary>Fills a new list.</summary>
    public List<T> Collect<T>(Action<List<T>> fill)
    {
        var list = new List<T>();
        Try(() =>
        {
            fill(list);
            return true;
        });
        return list;
    }

    /// <summary>Reads a field; a failure is noted and gives nothing.</summary>
    public T? Try<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (RejectedException rejected)
        {
            Fail(rejected.Reason, rejected.Path);
            return default;
        }
    }
}

/// <summary>What a slow mapper makes of the fields of a record.</summary>
internal interface IReferenceMapper
{
    /// <summary>False for a field that is not kept.</summary>
    bool Read(string field, JsonElement value, string path, ReferenceRecord record);

    ReferenceOutcome End(ReferenceRecord record, RecordPlace place, DateTimeOffset observedAt);
}
