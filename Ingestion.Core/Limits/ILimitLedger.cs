namespace Ingestion.Core.Limits;

/// <summary>The one place where all hosts write down what they use of a platform's limits.</summary>
internal interface ILimitLedger
{
    /// <summary>Takes what a host tells and answers what it asks; exchanges of all hosts about one limit are taken one after the
    /// other.</summary>
    /// <exception cref="Errors.DatabaseUnavailableException">The ledger does not answer: transient. Nothing was granted.</exception>
    Task<LimitGrants> ExchangeAsync(LimitRules rules, LimitExchange exchange, CancellationToken cancellationToken);
}
