using System.Globalization;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Limits;

/// <summary>The caps of our own on what is used in a month, out of the settings.</summary>
internal sealed class CostCaps
{
    private const decimal MicrosPerUsd = 1_000_000;
    private const string EveryOwner = "*";

    // By "platform" for all owners together, "owner/platform" and "*/platform" for each.
    private readonly Dictionary<string, decimal> usd;
    private readonly Dictionary<string, decimal> units;

    public CostCaps(IOptions<LimitOptions> options)
    {
        usd = Parse(options.Value.MonthlyCostCaps);
        units = Parse(options.Value.MonthlyUnitCaps);
    }

    /// <summary>The caps that calls for an owner are under.</summary>
    internal IReadOnlyList<Limit> Of(IDeclaredLimits declared, string owner)
    {
        string platform = declared.Platform;
        return
        [
            .. Cost(declared, LimitScope.Application, Find(usd, platform)),
            .. Cost(declared, LimitScope.Owner, Find(usd, $"{owner}/{platform}", $"{EveryOwner}/{platform}")),
            .. Units(LimitScope.Application, Find(units, platform)),
            .. Units(LimitScope.Owner, Find(units, $"{owner}/{platform}", $"{EveryOwner}/{platform}")),
        ];
    }

    private static IEnumerable<Limit> Cost(IDeclaredLimits declared, LimitScope scope, decimal? cap) => cap is not { } most ? [] :
    [
        new Limit("monthly cost cap, in millionths of a US dollar", scope)
        {
            Window = CalendarWindow.UtcMonth,
            Capacity = (long)(most * MicrosPerUsd),
            Weigh = declared.HighestPriceOf,
            SpentInMonth = sum => sum.MicroUsd,
        },
    ];

    private static IEnumerable<Limit> Units(LimitScope scope, decimal? cap) => cap is not { } most ? [] :
    [
        new Limit("monthly unit cap", scope)
        {
            Window = CalendarWindow.UtcMonth,
            Capacity = (long)most,
            Weigh = call => call.Units,
            SpentInMonth = sum => sum.Units,
        },
    ];

    private static decimal? Find(Dictionary<string, decimal> caps, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (caps.TryGetValue(name, out decimal cap))
            {
                return cap;
            }
        }

        return null;
    }

    private static Dictionary<string, decimal> Parse(string? text) => (text ?? "")
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(entry => entry.Split('='))
        .GroupBy(parts => parts[0], StringComparer.Ordinal)
        .ToDictionary(
            named => named.Key,
            named => named.Min(parts => decimal.Parse(parts[1], CultureInfo.InvariantCulture)),
            StringComparer.Ordinal);
}
