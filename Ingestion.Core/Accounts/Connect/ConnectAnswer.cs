namespace Ingestion.Core.Accounts.Connect;

/// <summary>What a platform sends along with the browser. A class, not a record: it must not print itself.</summary>
/// <param name="state">As it was given to the platform.</param>
/// <param name="code">Good for one exchange; null with an error.</param>
/// <param name="error">Why there is no code, in the platform's word: <c>access_denied</c>.</param>
public sealed class ConnectAnswer(string? state, string? code, string? error)
{
    /// <summary>As it was given to the platform.</summary>
    public string? State => state;

    /// <summary>Good for one exchange.</summary>
    public string? Code => code;

    /// <summary>Why there is no code.</summary>
    public string? Error => error;
}
