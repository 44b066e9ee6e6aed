namespace Ingestion.Core.Privacy;

/// <summary>Who is to be erased.</summary>
/// <param name="SubjectType"><c>account</c>, or <c>creator</c>: with all of their accounts.</param>
/// <param name="SubjectId">Its id.</param>
public sealed record EraseOrder(string SubjectType, Guid SubjectId)
{
    /// <summary>One connected account.</summary>
    public const string Account = "account";

    /// <summary>A creator with all of their accounts.</summary>
    public const string Creator = "creator";
}
