namespace Ingestion.Core.Normalize;

/// <summary>Why a record is in <c>dead_letters</c>. Names never change.</summary>
public static class RejectionReasons
{
    /// <summary>Not JSON, or not an object.</summary>
    public const string Malformed = "MALFORMED";

    /// <summary>Bytes that are not UTF-8, or half of a surrogate pair, in a field that is kept.</summary>
    public const string InvalidText = "INVALID_TEXT";

    /// <summary>U+0000 in a field that is kept: PostgreSQL cannot store it.</summary>
    public const string NulCharacter = "NUL_CHARACTER";

    /// <summary>No id, or an empty one.</summary>
    public const string MissingId = "MISSING_ID";

    /// <summary>No author that a post could be filed under.</summary>
    public const string MissingAuthor = "MISSING_AUTHOR";

    /// <summary>A field that is kept has a type that cannot be read as what it means.</summary>
    public const string WrongType = "WRONG_TYPE";

    /// <summary>A number that no 64-bit count can hold, or a negative or broken one.</summary>
    public const string NumberOutOfRange = "NUMBER_OUT_OF_RANGE";

    /// <summary>A date that does not exist or cannot be read.</summary>
    public const string InvalidDate = "INVALID_DATE";

    /// <summary>Larger than a record may be.</summary>
    public const string TooLarge = "TOO_LARGE";

    /// <summary>Nested deeper than a record may be.</summary>
    public const string TooDeep = "TOO_DEEP";
}
