namespace System.IO.Hashing;

/// <summary>The base class that Azure.Storage.Common's CRC-64 derives from, with the members which that class uses.</summary>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/system.io.hashing.noncryptographichashalgorithm</remarks>
public abstract class NonCryptographicHashAlgorithm
{
    /// <summary>Creates the algorithm.</summary>
    /// <param name="hashLengthInBytes">Length of a hash in bytes; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1.</exception>
    protected NonCryptographicHashAlgorithm(int hashLengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hashLengthInBytes, 1);
        HashLengthInBytes = hashLengthInBytes;
    }

    /// <summary>Length of a hash in bytes.</summary>
    public int HashLengthInBytes { get; }

    /// <summary>Adds bytes to the hash.</summary>
    /// <param name="source">The bytes.</param>
    public abstract void Append(ReadOnlySpan<byte> source);

    /// <summary>Starts a new hash.</summary>
    public abstract void Reset();

    /// <summary>Writes the hash of the bytes appended so far.</summary>
    /// <param name="destination">At least <see cref="HashLengthInBytes"/> long.</param>
    protected abstract void GetCurrentHashCore(Span<byte> destination);

    /// <summary>The hash of the bytes appended so far; appending may go on.</summary>
    /// <returns>A new array of <see cref="HashLengthInBytes"/> bytes.</returns>
    public byte[] GetCurrentHash()
    {
        byte[] hash = new byte[HashLengthInBytes];
        GetCurrentHashCore(hash);
        return hash;
    }

    /// <summary>The hash of the bytes appended so far, and a reset.</summary>
    /// <returns>A new array of <see cref="HashLengthInBytes"/> bytes.</returns>
    public byte[] GetHashAndReset()
    {
        byte[] hash = GetCurrentHash();
        Reset();
        return hash;
    }
}
