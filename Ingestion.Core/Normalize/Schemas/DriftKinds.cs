namespace Ingestion.Core.Normalize.Schemas;

/// <summary>The wire form of <see cref="DriftKind"/>.</summary>
internal static class DriftKinds
{
    internal static string ToWire(this DriftKind kind) => kind switch
    {
        DriftKind.New => "new",
        DriftKind.Missing => "missing",
        DriftKind.Retyped => "retyped",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
