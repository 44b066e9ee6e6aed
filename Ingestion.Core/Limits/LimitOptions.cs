using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Limits;

/// <summary>What holds for the limits of every platform. Settings <c>Limits__*</c>; the platforms' own numbers are in their sections.</summary>
public sealed class LimitOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Limits";

    /// <summary>What a list of caps looks like: <c>x=100;*/x=10;acme/x=25.50</c>.</summary>
    internal const string CapsPattern = @"^\s*(([^=;/\s]+/)?[a-z_]+=[0-9]{1,12}(\.[0-9]{1,6})?\s*(;\s*|$))*$";

    /// <summary>
    /// The percentage of a limit shared by owners that one owner leaves to others who have not asked yet, however much it wants. In the
    /// last tenth of a day or month it is free for all. With a single owner, 0 is right.
    /// </summary>
    /// <value>Default 5.</value>
    [Range(0, 50)]
    public int NewcomersPercent { get; init; } = 5;

    /// <summary>
    /// Most US dollars in a month (UTC), as <c>x=100;*/x=10;acme/x=25.50</c>: all owners together, each owner, this owner. What is not named
    /// has no cap.
    /// </summary>
    /// <value>Default none.</value>
    [RegularExpression(CapsPattern)]
    public string? MonthlyCostCaps { get; init; }

    /// <summary>
    /// Most units in a month (UTC), written like <see cref="MonthlyCostCaps"/>: <c>*/youtube=50000</c>. A unit is a quota unit at YouTube, a
    /// billed resource at X, and a call elsewhere.
    /// </summary>
    /// <value>Default none.</value>
    [RegularExpression(CapsPattern)]
    public string? MonthlyUnitCaps { get; init; }
}
