using System.Text.Json;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Mapping;

/// <summary>
/// Turns the records of one dataset into canonical ones, one after another; made for one reader. Values that cannot be used
/// are reported to the <see cref="FieldReader"/>; a record that has failed by its end is not added.
/// </summary>
internal abstract class RecordMapping
{
    /// <summary>A new record begins: nothing of the last one is left.</summary>
    public abstract void Begin();

    /// <summary>
    /// Reads a kept field. The value need not be read to its end; where the bytes end inside it, the record is read again later.
    /// </summary>
    /// <param name="field">Its position in the dataset's <see cref="FieldTable"/>.</param>
    /// <param name="json">At the value's first token.</param>
    public abstract void Read(int field, ref Utf8JsonReader json);

    /// <summary>The record has ended and holds content: adds what it is, unless it has failed.</summary>
    public abstract void End(RecordPlace place, DateTimeOffset observedAt, RecordBatch batch);
}
