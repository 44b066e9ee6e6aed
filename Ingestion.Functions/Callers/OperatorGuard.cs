using Ingestion.Functions.Http;

namespace Ingestion.Functions.Callers;

/// <summary>Lets operators in.</summary>
public sealed class OperatorGuard(CallerReader callers, ApiGuard guard) : RoleGuard<Caller>("operator", callers, guard)
{
    private protected override Caller? Admit(Caller caller) => caller.IsOperator ? caller : null;
}
