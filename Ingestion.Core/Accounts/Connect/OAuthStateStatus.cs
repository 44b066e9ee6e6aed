namespace Ingestion.Core.Accounts.Connect;

/// <summary>Whether a state that came back is good.</summary>
internal enum OAuthStateStatus
{
    /// <summary>It is, and is used up by this.</summary>
    Taken,

    /// <summary>Nobody was given it.</summary>
    Unknown,

    /// <summary>It belongs to another platform or another owner.</summary>
    Foreign,

    /// <summary>It came back too late.</summary>
    Expired,

    /// <summary>It came back before.</summary>
    Used,
}
