namespace Ingestion.Core.Normalize.Schemas;

/// <summary>How a snapshot differs from its schema. Wire form: the name in lower case.</summary>
public enum DriftKind
{
    /// <summary>A field that the schema does not know.</summary>
    New,

    /// <summary>A field that should always be there is absent, or null where null is no ordinary value.</summary>
    Missing,

    /// <summary>A field has values of a type that the schema does not name.</summary>
    Retyped,
}
