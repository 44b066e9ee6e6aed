using System.Text;
using System.Text.Json;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Schemas;

namespace Ingestion.Tests.Normalize.Schemas;

/// <summary>The tally that the reader would make of some records.</summary>
internal static class Tally
{
    private enum NoField
    {
    }

    internal static FieldTally Of(DatasetSchema schema, IEnumerable<string> records, long firstIndex = 0)
    {
        FieldTally tally = new(FieldTable.Of<NoField>().With(schema.Fields.Select(field => field.Name)));
        foreach (string record in records)
        {
            Add(tally, Encoding.UTF8.GetBytes(record));
            tally.Commit(firstIndex++);
        }

        return tally;
    }

    private static void Add(FieldTally tally, byte[] record)
    {
        Utf8JsonReader json = new(record);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int field = tally.Find(ref json);
            json.Read();
            tally.See(field, json.TokenType);
            json.Skip();
        }
    }
}
