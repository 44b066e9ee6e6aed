namespace Ingestion.Core.Accounts.Tokens;

/// <summary>How long the tokens of a platform are good for, and when they are renewed.</summary>
/// <remarks>
/// Confirmed in reference/provider-apis.md, part 2: Instagram (60 days, 24 hours) and TikTok (2 hours, 180 days, rotation).
/// Unconfirmed there: that X rotates, and the lives of YouTube's, LinkedIn's and Facebook Pages' tokens.
/// </remarks>
internal sealed record TokenLife
{
    // Long enough for one request of a sync, short against the shortest life (an hour).
    private static readonly TimeSpan ShortAhead = TimeSpan.FromMinutes(10);

    // A host may be away for a week of holidays.
    private static readonly TimeSpan LongAhead = TimeSpan.FromDays(10);

    private static readonly TokenLife Unrenewed = new() { CanBeRenewed = false, Ahead = TimeSpan.Zero };

    // Renewed when they are needed; in the background only so that the refresh token does not end unused.
    private static readonly TokenLife Hours = new() { CanBeRenewed = true, Ahead = ShortAhead };

    private static readonly TokenLife Months = new() { CanBeRenewed = true, Ahead = LongAhead, IsRenewedUnasked = true };

    /// <summary>False: when the token ends, somebody has to sign in again.</summary>
    internal required bool CanBeRenewed { get; init; }

    /// <summary>How long before the end of the access token it is renewed.</summary>
    internal required TimeSpan Ahead { get; init; }

    /// <summary>Renewed in the background when its end comes near, whether anybody needs it or not.</summary>
    internal bool IsRenewedUnasked { get; init; }

    /// <summary>The access token renews itself: there is no refresh token.</summary>
    internal bool RenewsItself { get; init; }

    /// <summary>A renewal spends the refresh token, and gives another.</summary>
    internal bool Rotates { get; init; }

    /// <summary>The age before which the platform does not renew it.</summary>
    internal TimeSpan MinAge { get; init; }

    internal static TokenLife Of(string platform) => platform switch
    {
        AccountPlatforms.Instagram => Months with { RenewsItself = true, MinAge = TimeSpan.FromHours(24) },
        AccountPlatforms.LinkedIn => Months,
        AccountPlatforms.TikTok or AccountPlatforms.X => Hours with { Rotates = true },
        AccountPlatforms.YouTube => Hours,

        // The token of a Page does not end by itself, and cannot be renewed when it does.
        _ => Unrenewed,
    };

    /// <summary>When the background renews these tokens; null when it does not.</summary>
    internal DateTimeOffset? RefreshAt(AccountTokens tokens)
    {
        if (!IsRenewable(tokens))
        {
            return null;
        }

        DateTimeOffset? end = IsRenewedUnasked ? tokens.ExpiresAt : tokens.RefreshExpiresAt;
        return end is { } at ? Later(at - LongAhead, tokens.IssuedAt + MinAge) : null;
    }

    /// <summary>Whether these tokens have to be renewed before they are used.</summary>
    internal bool IsDue(AccountTokens tokens, DateTimeOffset now) =>
        IsRenewable(tokens) && tokens.ExpiresAt - Ahead <= now && tokens.IssuedAt + MinAge <= now;

    /// <summary>Whether the platform renews these tokens if it is asked now.</summary>
    internal bool CanBeRenewedNow(AccountTokens tokens, DateTimeOffset now) =>
        IsRenewable(tokens) && tokens.IssuedAt + MinAge <= now && !(tokens.RefreshExpiresAt <= now) && !(RenewsItself && tokens.ExpiresAt <= now);

    /// <summary>Whether these tokens are good for nothing any more, so that the platform need not be asked.</summary>
    internal bool HasEnded(AccountTokens tokens, DateTimeOffset now) => tokens.ExpiresAt <= now
        && (RenewsItself || !IsRenewable(tokens) || tokens.RefreshExpiresAt <= now);

    private bool IsRenewable(AccountTokens tokens) => CanBeRenewed && (RenewsItself || tokens.RefreshToken is not null);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
