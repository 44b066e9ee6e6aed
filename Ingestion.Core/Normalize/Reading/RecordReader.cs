using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Reading;

/// <summary>Reads records of one dataset from their bytes, one after another. Not for several threads.</summary>
internal sealed class RecordReader
{
    /// <summary>So many first bytes of a rejected record are kept.</summary>
    public const int MaxRawCut = 2048;

    private const int MaxMemberBytes = 256;

    private static readonly int EnvelopeFields = Enum.GetValues<EnvelopeField>().Length;

    private readonly FieldReader fields;
    private readonly RecordMapping mapping;
    private readonly RecordEnvelope envelope;
    private readonly FieldTally tally;
    private readonly RecordLimits limits;
    private readonly JsonReaderOptions options;
    private readonly DateTimeOffset downloadedAt;
    private readonly int kept;

    /// <param name="mapper">What to make of the records.</param>
    /// <param name="tally">Counts their fields; made for the mapper's fields, or more.</param>
    /// <param name="limits">Which records are taken.</param>
    /// <param name="downloadedAt">The time of observation of records that do not tell it themselves.</param>
    public RecordReader(DatasetMapper mapper, FieldTally tally, RecordLimits limits, DateTimeOffset downloadedAt)
    {
        fields = new FieldReader(tally.Fields);
        mapping = mapper.Create(fields);
        envelope = new RecordEnvelope(fields);
        kept = mapper.Fields.Kept;
        options = new JsonReaderOptions { MaxDepth = limits.MaxRecordDepth };
        this.tally = tally;
        this.limits = limits;
        this.downloadedAt = downloadedAt;
    }

    /// <summary>Reads one whole record, as a range read of the raw file gives it, into the batch.</summary>
    public void Read(ReadOnlySpan<byte> record, RecordPlace place, RecordBatch batch)
    {
        var outcome = ReadNext(record, RecordBytes.One, place.Index, place.ByteOffset, batch, out _);
        if (outcome != ReadOutcome.Read)
        {
            batch.Rejected.Add(Reject(outcome, record[..Math.Min(record.Length, MaxRawCut)].ToArray(), place));
        }
    }

    /// <summary>Reads the record at the start of the bytes into the batch.</summary>
    /// <param name="bytes">From the record's first byte on.</param>
    /// <param name="kind">Whether anything follows the record, or the bytes.</param>
    /// <param name="index">The record's number in the file.</param>
    /// <param name="offset">The record's first byte in the file.</param>
    /// <param name="batch">Takes the record.</param>
    /// <param name="length">The record's bytes, if it was read.</param>
    public ReadOutcome ReadNext(
        ReadOnlySpan<byte> bytes, RecordBytes kind, long index, long offset, RecordBatch batch, out int length)
    {
        var json = new Utf8JsonReader(bytes, isFinalBlock: kind != RecordBytes.Part, new JsonReaderState(options));
        length = 0;
        try
        {
            if (!json.Read())
            {
                return ReadOutcome.Incomplete;
            }

            if (json.TokenType != JsonTokenType.StartObject)
            {
                return ReadOther(ref json, bytes, index, offset, batch, out length);
            }

            Begin();
            if (!ReadFields(ref json, prefix: null, depth: 1))
            {
                return ReadOutcome.Incomplete;
            }

            length = (int)json.BytesConsumed;
            if (kind == RecordBytes.One)
            {
                json.Read(); // throws when anything follows
            }
        }
        catch (JsonException)
        {
            return IsTooDeep(in json, bytes) ? ReadOutcome.TooDeep : ReadOutcome.Malformed;
        }

        End(bytes[..length], new RecordPlace(index, offset, length), batch);
        return ReadOutcome.Read;
    }

    /// <summary>The rejection of a record that could not be read at all.</summary>
    public RejectedRecord Reject(ReadOutcome outcome, byte[] cut, RecordPlace place)
    {
        if (place.ByteLength > limits.MaxRecordBytes && outcome != ReadOutcome.Malformed)
        {
            return new RejectedRecord(place, RejectionReasons.TooLarge, Field: null, TooLarge(), cut);
        }

        return outcome == ReadOutcome.TooDeep
            ? new RejectedRecord(
                place,
                RejectionReasons.TooDeep,
                Field: null,
                string.Create(CultureInfo.InvariantCulture, $"at most {limits.MaxRecordDepth} levels were expected, more came"),
                cut)
            : new RejectedRecord(place, RejectionReasons.Malformed, Field: null, "JSON was expected, other bytes came", cut);
    }

    private static byte[] Cut(ReadOnlySpan<byte> record) => record[..Math.Min(record.Length, MaxRawCut)].ToArray();

    private static void Leave(ref Utf8JsonReader json, int depth)
    {
        FieldReader.Skip(ref json);
        while (json.CurrentDepth > depth && json.Read())
        {
        }
    }

    private string TooLarge() => string.Create(
        CultureInfo.InvariantCulture, $"at most {limits.MaxRecordBytes} bytes were expected, more came");

    private void Begin()
    {
        fields.Begin();
        envelope.Begin();
        mapping.Begin();
        tally.Forget();
    }

    /// <summary>Reads the members of an object: of the record, or of one within it. False when the bytes end first.</summary>
    private bool ReadFields(ref Utf8JsonReader json, byte[]? prefix, int depth)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var field = prefix is null ? tally.Find(ref json) : FindMember(ref json, prefix);
            if (!json.Read())
            {
                return false;
            }

            tally.See(field, json.TokenType);
            if (json.TokenType == JsonTokenType.StartObject && tally.Fields.PrefixOf(field) is { } members)
            {
                envelope.HasContent = true;
                if (!ReadFields(ref json, members, depth + 1))
                {
                    return false;
                }

                continue;
            }

            if ((uint)field < (uint)kept)
            {
                envelope.HasContent = true;
                fields.Enter(field);
                mapping.Read(field, ref json);
            }
            else if ((uint)(field - kept) < (uint)EnvelopeFields)
            {
                fields.Enter(field);
                envelope.Read((EnvelopeField)(field - kept), ref json);
            }
            else
            {
                envelope.HasContent = true;
            }

            if (json.CurrentDepth > depth || json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                Leave(ref json, depth);
            }
        }

        return json.TokenType == JsonTokenType.EndObject && json.CurrentDepth == depth - 1;
    }

    private int FindMember(ref Utf8JsonReader json, byte[] prefix)
    {
        Span<byte> name = stackalloc byte[MaxMemberBytes];
        var member = JsonTexts.Unescaped(in json, stackalloc byte[MaxMemberBytes]);
        if (prefix.Length + member.Length > name.Length)
        {
            return -1;
        }

        prefix.CopyTo(name);
        member.CopyTo(name[prefix.Length..]);
        return tally.Find(name[..(prefix.Length + member.Length)]);
    }

    private void End(ReadOnlySpan<byte> record, RecordPlace place, RecordBatch batch)
    {
        if (record.Length > limits.MaxRecordBytes)
        {
            batch.Rejected.Add(new RejectedRecord(place, RejectionReasons.TooLarge, Field: null, TooLarge(), Cut(record)));
            return;
        }

        if (envelope.IsReport)
        {
            batch.ProviderErrors.Add(envelope.ToReport(place));
            return;
        }

        tally.Commit(place.Index);
        mapping.End(place, envelope.Timestamp ?? downloadedAt, batch);
        if (fields.Reason is { } reason)
        {
            batch.Rejected.Add(new RejectedRecord(place, reason, fields.FailedField, fields.FailureDetail, Cut(record)));
        }
    }

    /// <summary>An element of the array, or what stands in its place, that is no object.</summary>
    private ReadOutcome ReadOther(
        ref Utf8JsonReader json, ReadOnlySpan<byte> bytes, long index, long offset, RecordBatch batch, out int length)
    {
        var detail = $"an object was expected, {FieldReader.Came(json.TokenType)} came";
        var depth = json.CurrentDepth;
        var isList = json.TokenType == JsonTokenType.StartArray;
        FieldReader.Skip(ref json);
        length = (int)json.BytesConsumed;
        if (isList && (json.TokenType != JsonTokenType.EndArray || json.CurrentDepth > depth))
        {
            return ReadOutcome.Incomplete;
        }

        var place = new RecordPlace(index, offset, length);
        var reason = length > limits.MaxRecordBytes ? RejectionReasons.TooLarge : RejectionReasons.Malformed;
        batch.Rejected.Add(new RejectedRecord(
            place, reason, Field: null, reason == RejectionReasons.TooLarge ? TooLarge() : detail, Cut(bytes[..length])));
        return ReadOutcome.Read;
    }

    /// <summary>Whether a bracket that would go too deep is what the reader stopped at.</summary>
    private bool IsTooDeep(in Utf8JsonReader json, ReadOnlySpan<byte> bytes)
    {
        var isOpen = json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        var next = bytes[(int)json.BytesConsumed..].TrimStart(" \r\n\t,:"u8);
        return json.CurrentDepth + (isOpen ? 1 : 0) == limits.MaxRecordDepth
            && !next.IsEmpty && next[0] is (byte)'{' or (byte)'[';
    }
}
