namespace Ingestion.Core.RateLimits;

/// <summary>The one place where all hosts write down what they met at one provider.</summary>
internal interface IRateLedger
{
    /// <summary>Adds a report and answers it; reports of all hosts are taken one after the other.</summary>
    /// <exception cref="Errors.DatabaseUnavailableException">The ledger does not answer: transient.</exception>
    Task<RateGrant> ExchangeAsync(RateReport report, CancellationToken cancellationToken);
}
