using System.Globalization;

namespace Simulators.BrightData.Faults;

/// <summary>
/// One misbehaviour as text: <c>name[:value][@operation][*times]</c>, for example <c>building*2</c>, <c>slow:10</c>,
/// <c>http_503@progress*3</c>, <c>rate_limit:5@trigger</c>. <c>=</c> may stand for <c>:</c>.
/// </summary>
/// <param name="Name">One of the names in README.md.</param>
/// <param name="Operation">The call that it applies to.</param>
/// <param name="Value">Its parameter; null takes the fault's own default.</param>
/// <param name="Times">How many calls it hits; null is all.</param>
public sealed record FaultSpec(string Name, string Operation, string? Value = null, int? Times = null)
{
    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The name, operation or number of times is unknown.</exception>
    public static FaultSpec Parse(string text)
    {
        string rest = text.Trim();
        int? times = null;
        int star = rest.LastIndexOf('*');
        if (star > 0 && int.TryParse(rest.AsSpan(star + 1), NumberStyles.None, null, out int count))
        {
            times = count;
            rest = rest[..star];
        }

        string? operation = null;
        int at = rest.LastIndexOf('@');
        if (at > 0)
        {
            operation = rest[(at + 1)..];
            rest = rest[..at];
        }

        int colon = rest.IndexOfAny([':', '=']);
        string? value = colon < 0 ? null : rest[(colon + 1)..];
        return Create(colon < 0 ? rest : rest[..colon], operation, value, times);
    }

    /// <summary>Builds a spec with the fault's default operation where none is given.</summary>
    /// <exception cref="FormatException">The name or operation is unknown.</exception>
    public static FaultSpec Create(string name, string? operation, string? value, int? times)
    {
        if (FaultNames.Aliases.TryGetValue(name, out FaultSpec? alias))
        {
            return alias with { Operation = operation ?? alias.Operation, Value = value ?? alias.Value, Times = times };
        }

        string defaultOperation = FaultNames.DefaultOperation(name)
            ?? throw new FormatException($"Unknown fault '{name}'. Known: {FaultNames.List}.");
        if (operation is not null && !Operations.All.Contains(operation))
        {
            throw new FormatException($"Unknown operation '{operation}'. Known: {string.Join(", ", Operations.All)}.");
        }

        return new FaultSpec(name, defaultOperation == Operations.Job ? Operations.Job : operation ?? defaultOperation, value, times);
    }

    /// <summary>The text form that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        Name + (Value is null ? "" : ":" + Value) + "@" + Operation + (Times is null ? "" : "*" + Times.Value);
}
