namespace Ingestion.Core.Crawls;

/// <summary>What may be an Idempotency-Key.</summary>
public static class IdempotencyKeys
{
    /// <summary>The longest key.</summary>
    public const int MaxLength = 255;

    /// <summary>True for 1 to 255 printable ASCII characters.</summary>
    /// <param name="key">The header's value.</param>
    public static bool IsValid(string? key) =>
        key is { Length: > 0 and <= MaxLength } && key.All(character => character is >= ' ' and <= '~');
}
