using Ingestion.Core.Persistence;

namespace Ingestion.Functions.Callers;

/// <summary>What a caller may be.</summary>
public enum CallerKind
{
    /// <summary>A function key alone, without a bearer.</summary>
    Shared,

    /// <summary>A key of OWNER_KEYS, or an identity of App Service.</summary>
    Owner,

    /// <summary>A key of OPERATOR_KEYS.</summary>
    Operator,
}

/// <summary>Who sends a request.</summary>
/// <param name="Kind">What the caller is.</param>
/// <param name="Name">The name of the key or identity; null for a request that shows none.</param>
public sealed record Caller(CallerKind Kind, string? Name)
{
    /// <summary>Whose the caller's crawls are; null: they are shared.</summary>
    public string? Owner => Kind is CallerKind.Owner ? Name : null;

    public bool IsOperator => Kind is CallerKind.Operator;

    /// <summary>What the caller sees.</summary>
    public Scope Scope => Kind switch
    {
        CallerKind.Operator => Scope.All,
        CallerKind.Owner => Scope.Of(Name!),
        _ => Scope.Shared,
    };
}
