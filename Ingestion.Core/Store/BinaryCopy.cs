using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Ingestion.Core.Store;

/// <summary>
/// One COPY into a staging table in PostgreSQL's binary form. A row is put together in memory, so that a value costs no call of
/// the driver, and sent in pieces of 64 KiB. Memory: one piece and the largest row; a few short rows take 16 KiB.
/// </summary>
/// <remarks>
/// Form: https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"; each type's own form is what its receive
/// function reads (read 2026-11-21).
/// </remarks>
internal sealed class BinaryCopy : IAsyncDisposable
{
    private const int FirstBytes = 16 * 1024;
    private const int PieceBytes = 64 * 1024;
    private const int Null = -1;
    private const int TextOid = 25;
    private const byte JsonbVersion = 1;
    private const short EndOfRows = -1;
    private const int NumericGroup = 10_000;
    private const int FractionGroups = 2;

    private static readonly long EpochMicroseconds =
        new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks / TimeSpan.TicksPerMicrosecond;

    private static readonly int EpochDay = new DateOnly(2000, 1, 1).DayNumber;

    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8];

    private readonly NpgsqlRawCopyStream stream;
    private readonly short columns;
    private byte[] buffer = new byte[FirstBytes];
    private int length;
    private bool isComplete;

    private BinaryCopy(NpgsqlRawCopyStream stream, short columns)
    {
        this.stream = stream;
        this.columns = columns;
    }

    /// <summary>Begins. The connection can do nothing else before the end.</summary>
    public static async Task<BinaryCopy> BeginAsync(
        NpgsqlConnection connection, StagingTable table, CancellationToken cancellationToken)
    {
        BinaryCopy copy = new(
            await connection.BeginRawBinaryCopyAsync(table.CopySql, cancellationToken), (short)table.Columns.Count);
        copy.Raw(Signature);
        copy.PutInt32(0); // Flags.
        copy.PutInt32(0); // Length of a header extension.
        return copy;
    }

    /// <summary>Begins a row; then every column is given in the table's order.</summary>
    public void BeginRow() => PutInt16(columns);

    public void Text(string? value)
    {
        if (value is null)
        {
            PutInt32(Null);
            return;
        }

        int start = length;
        PutInt32(0);
        PutText(value);
        PutLength(start);
    }

    public void Int64(long? value)
    {
        if (value is null)
        {
            PutInt32(Null);
            return;
        }

        PutInt32(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value.Value);
    }

    public void Int32(int value)
    {
        PutInt32(sizeof(int));
        PutInt32(value);
    }

    public void Boolean(bool? value)
    {
        if (value is null)
        {
            PutInt32(Null);
            return;
        }

        PutInt32(1);
        Take(1)[0] = value.Value ? (byte)1 : (byte)0;
    }

    /// <summary>Cut to microseconds, as PostgreSQL keeps it.</summary>
    public void Timestamp(DateTimeOffset? value)
    {
        // Both are whole microseconds from year 1 on, so that times before 2000 are cut downwards too.
        Int64(value is null ? null : (value.Value.UtcTicks / TimeSpan.TicksPerMicrosecond) - EpochMicroseconds);
    }

    public void Date(DateOnly value)
    {
        PutInt32(sizeof(int));
        PutInt32(value.DayNumber - EpochDay);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        PutInt32(value.Length);
        Raw(value);
    }

    public void Uuid(Guid value)
    {
        const int Size = 16;
        PutInt32(Size);
        value.TryWriteBytes(Take(Size), bigEndian: true, out _);
    }

    /// <summary>A <c>text[]</c> without nulls.</summary>
    public void TextArray(IReadOnlyList<string> values)
    {
        int start = length;
        PutInt32(0);
        PutInt32(values.Count == 0 ? 0 : 1); // Dimensions.
        PutInt32(0); // No nulls.
        PutInt32(TextOid);
        if (values.Count > 0)
        {
            PutInt32(values.Count);
            PutInt32(1); // Index of the first.
            for (int index = 0; index < values.Count; index++)
            {
                Text(values[index]);
            }
        }

        PutLength(start);
    }

    /// <summary>A <c>jsonb</c> from its text; none for null.</summary>
    public void Jsonb(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            PutInt32(Null);
            return;
        }

        PutInt32(json.Length + 1);
        Take(1)[0] = JsonbVersion;
        Raw(json);
    }

    /// <summary>A <c>numeric</c> that is not negative and has at most eight decimals.</summary>
    public void Numeric(decimal? value)
    {
        if (value is null)
        {
            PutInt32(Null);
            return;
        }

        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value.Value, bits);
        UInt128 whole = new((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        for (int decimals = value.Value.Scale; decimals < 2 * 4; decimals++)
        {
            whole *= 10;
        }

        Span<short> groups = stackalloc short[FractionGroups * 5];
        int first = groups.Length;
        while (whole > 0)
        {
            (whole, UInt128 group) = UInt128.DivRem(whole, NumericGroup);
            groups[--first] = (short)group;
        }

        PutNumeric(groups[first..], groups.Length - first - 1 - FractionGroups, value.Value.Scale);
    }

    /// <summary>Ends a row. Sends what is ready when that is enough for a piece.</summary>
    public ValueTask EndRowAsync(CancellationToken cancellationToken) =>
        length < PieceBytes ? ValueTask.CompletedTask : SendAsync(cancellationToken);

    /// <summary>Ends the COPY; the rows are in the table then.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        PutInt16(EndOfRows);
        await SendAsync(cancellationToken);
        isComplete = true;
        await stream.DisposeAsync();
    }

    /// <summary>Gives the COPY up when it is not complete; the transaction is lost then.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!isComplete)
        {
            isComplete = true;
            try
            {
                await stream.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // A connection that breaks ends its COPY itself; what broke it is on its way to the caller.
            }
        }
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        length = 0;
        if (buffer.Length > 16 * PieceBytes)
        {
            buffer = new byte[2 * PieceBytes];
        }
    }

    private void PutNumeric(ReadOnlySpan<short> groups, int weight, int scale)
    {
        PutInt32((4 + groups.Length) * sizeof(short));
        PutInt16((short)groups.Length);
        PutInt16((short)weight);
        PutInt16(0); // Not negative.
        PutInt16((short)scale);
        foreach (short group in groups)
        {
            PutInt16(group);
        }
    }

    private void PutText(string value)
    {
        Span<byte> free = Reserve(Encoding.UTF8.GetMaxByteCount(value.Length));
        length += Encoding.UTF8.GetBytes(value, free);
    }

    private void PutLength(int start) =>
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(start), length - start - sizeof(int));

    private void PutInt16(short value) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), value);

    private void PutInt32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    private void Raw(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    private Span<byte> Take(int count)
    {
        Span<byte> taken = Reserve(count)[..count];
        length += count;
        return taken;
    }

    private Span<byte> Reserve(int count)
    {
        if (buffer.Length - length < count)
        {
            Array.Resize(ref buffer, Math.Max(2 * buffer.Length, length + count));
        }

        return buffer.AsSpan(length);
    }
}
