namespace Ingestion.Core.Limits;

/// <summary>The time over which a limit counts.</summary>
internal abstract record LimitWindow
{
    /// <summary>How long it is, about: months and days with a change of the clock differ.</summary>
    internal abstract TimeSpan Length { get; }

    /// <summary>What was used before this time counts no more.</summary>
    internal abstract DateTimeOffset StartOf(DateTimeOffset now);

    /// <summary>When everything is free again; null when that happens little by little.</summary>
    internal abstract DateTimeOffset? EndOf(DateTimeOffset now);

    /// <summary>The start of the period over which the shares of owners are compared.</summary>
    internal abstract DateTimeOffset PeriodOf(DateTimeOffset now);
}
