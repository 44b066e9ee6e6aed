using Ingestion.Functions.Http;

namespace Ingestion.Functions.Callers;

/// <summary>Lets owners in; the route gets the owner's name, which its statements ask for.</summary>
public sealed class OwnerGuard(CallerReader callers, ApiGuard guard) : RoleGuard<string>("owner", callers, guard)
{
    private protected override string? Admit(Caller caller) => caller.Owner;
}
