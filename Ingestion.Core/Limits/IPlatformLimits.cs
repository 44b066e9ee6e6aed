using Ingestion.Core.Errors;

namespace Ingestion.Core.Limits;

/// <summary>The gate in front of every call to a platform, shared by all hosts. Ask, call when it is open, and report the answer.</summary>
internal interface IPlatformLimits
{
    /// <summary>
    /// Asks for one call. When the decision is open, the call is counted already: make it at once and say <see cref="ReportAsync"/>
    /// afterwards, whatever came of it. When it is closed, nothing is counted; ask again at the time that it names.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">Transient: the limits cannot be read, so make no call.</exception>
    Task<LimitDecision> AskAsync(LimitedCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Tells what the platform answered to a call that was asked for with an equal <paramref name="call"/>. After a refusal it comes back
    /// when the other hosts can know of it.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">Transient: the answer is kept in memory and written later. Do not report it
    /// again.</exception>
    Task ReportAsync(LimitedCall call, LimitReport report, CancellationToken cancellationToken);
}
