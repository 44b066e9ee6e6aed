namespace Ingestion.Core.Read;

/// <summary>What the values of a field are.</summary>
public enum FieldKind
{
    /// <summary>Text, exactly as stored.</summary>
    Text,

    /// <summary>A 64-bit whole number.</summary>
    Number,

    /// <summary>A decimal number, read as its text.</summary>
    Decimal,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A time in UTC.</summary>
    Time,

    /// <summary>A day without a time.</summary>
    Date,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>Several texts, none of them with a space.</summary>
    Texts,

    /// <summary>JSON, read as its text.</summary>
    Json,

    /// <summary>No column: where to go on after this row.</summary>
    Cursor,
}
