using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Platforms.X;

/// <summary>The application that is registered at X. Settings <c>X__*</c>; without them nobody can sign in there.</summary>
public sealed class XOptions : IPlatformApp
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "X";

    /// <summary>Its public id.</summary>
    /// <value>Default none.</value>
    public string? ClientId { get; init; }

    /// <summary>Its secret.</summary>
    /// <value>Default none.</value>
    public string? ClientSecret { get; init; }

    /// <summary>Calls of <c>users/me</c> in 15 minutes, for each user.</summary>
    /// <value>Default 75.</value>
    [Range(1, 1_000_000)]
    public int UserLookupsPerUser { get; init; } = 75;

    /// <summary>Calls of <c>users/tweets</c> in 15 minutes, for each user.</summary>
    /// <value>Default 900.</value>
    [Range(1, 1_000_000)]
    public int TimelinesPerUser { get; init; } = 900;

    /// <summary>Calls of <c>users/tweets</c> in 15 minutes, of the application.</summary>
    /// <value>Default 10,000.</value>
    [Range(1, 10_000_000)]
    public int TimelinesPerApplication { get; init; } = 10_000;

    /// <summary>Calls of any other endpoint in 15 minutes, for each user.</summary>
    /// <value>Default 75, the least that X gives.</value>
    [Range(1, 1_000_000)]
    public int OtherCallsPerUser { get; init; } = 75;

    /// <summary>Posts that the application may read in a month of the billing cycle.</summary>
    /// <value>Default 3,000,000.</value>
    [Range(1L, long.MaxValue)]
    public long MonthlyPostReads { get; init; } = 3_000_000;

    /// <summary>Day of the month, 1 to 28, on which the billing cycle begins (UTC).</summary>
    /// <value>Default 1.</value>
    [Range(1, 28)]
    public int BillingCycleDay { get; init; } = 1;

    /// <summary>Price of a post that is read, in US dollars.</summary>
    /// <value>Default 0.005.</value>
    [Range(0.0, 1.0)]
    public decimal PostPriceUsd { get; init; } = 0.005m;

    /// <summary>Price of a user that is read, in US dollars.</summary>
    /// <value>Default 0.010.</value>
    [Range(0.0, 1.0)]
    public decimal UserPriceUsd { get; init; } = 0.010m;
}
