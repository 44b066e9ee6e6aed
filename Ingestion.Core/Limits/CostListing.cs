using Ingestion.Core.Read;

namespace Ingestion.Core.Limits;

/// <summary>The list of what owners use, by platform and month.</summary>
public static class CostListing
{
    /// <summary>The list; the filter <c>owner</c> has to be set by the route.</summary>
    public static Listing Costs { get; } = new(
        "costs",
        "ingestion.platform_costs c",
        [
            new("platform", FieldKind.Text, "c.platform"),
            new("month", FieldKind.Date, "c.month"),
            new("calls", FieldKind.Number, "c.calls"),
            new("units", FieldKind.Number, "c.units"),
            new("cost_usd", FieldKind.Decimal, "(c.cost_micro_usd / 1000000.0)::numeric(20, 6)"),
            new("updated_at", FieldKind.Time, "c.updated_at"),
        ],
        [new("platform", FieldKind.Text, "c.platform"), new("month", FieldKind.Date, "c.month")])
    {
        Sorts = [new("month", FieldKind.Date, "c.month", IsNullable: false)],
        Filters = new Dictionary<string, string>
        {
            ["owner"] = "c.owner = @owner",
            ["platform"] = "c.platform = @platform",
            ["month"] = "c.month = @month",
        },
    };
}
