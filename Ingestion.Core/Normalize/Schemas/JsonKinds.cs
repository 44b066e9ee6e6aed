namespace Ingestion.Core.Normalize.Schemas;

/// <summary>Kinds of JSON value; a field may have several.</summary>
[Flags]
public enum JsonKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Text.</summary>
    String = 1,

    /// <summary>A number, whole or not.</summary>
    Number = 2,

    /// <summary>True or false.</summary>
    Boolean = 4,

    /// <summary>An array.</summary>
    Array = 8,

    /// <summary>An object.</summary>
    Object = 16,

    /// <summary>Null, where the schema calls it an ordinary value.</summary>
    Null = 32,
}
