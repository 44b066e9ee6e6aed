using Ingestion.Core.Errors;
using Ingestion.Core.Platforms;
using Ingestion.Core.Providers.BrightData;
using Ingestion.Core.Registration;

namespace Ingestion.Core.Accounts.Connect;

/// <summary>
/// Connects accounts by signing in at their platform. A process that dies between the use of a state and the storing of the tokens
/// leaves no account: the code of the platform is spent, and somebody signs in again.
/// </summary>
public sealed class ConnectService
{
    private const int MaxCodeLength = 4096;

    private readonly PlatformOAuths platforms;
    private readonly OAuthStateStore states;
    private readonly SignedInAccounts accounts;
    private readonly IngestionSettings settings;
    private readonly TimeProvider clock;

    internal ConnectService(
        PlatformOAuths platforms, OAuthStateStore states, SignedInAccounts accounts, IngestionSettings settings, TimeProvider clock)
    {
        this.platforms = platforms;
        this.states = states;
        this.accounts = accounts;
        this.settings = settings;
        this.clock = clock;
    }

    /// <summary>Begins a sign-in.</summary>
    /// <param name="owner">Whose accounts it will be about.</param>
    /// <param name="platform">Where; a name of <see cref="AccountPlatforms.All"/>.</param>
    /// <param name="creatorId">The creator that the accounts are to belong to; one of the owner's.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    /// <exception cref="CredentialsUnreadableException">Terminal: there is no key to seal the verifier with.</exception>
    public async Task<ConnectStart> BeginAsync(
        string owner, string platform, Guid? creatorId, CancellationToken cancellationToken)
    {
        if (platforms.Find(platform) is not { } oauth)
        {
            return Refuse(ErrorCodes.ConnectNotNeeded, $"{platform} is read with the application's own token; nobody signs in there.");
        }

        if (!oauth.IsConfigured || settings.PublicBaseUrl is null)
        {
            return Refuse(
                ErrorCodes.PlatformNotConfigured,
                $"PUBLIC_BASE_URL, or the ClientId and ClientSecret of the application at {platform}, are not set.");
        }

        string redirectUri = $"{settings.PublicBaseUrl.AbsoluteUri.TrimEnd('/')}/api/v1/connect/{platform}/callback";
        DateTimeOffset expiresAt = clock.GetUtcNow() + OAuthStateStore.Life;
        (string state, string? challenge) = await states.CreateAsync(
            new SignInOrder(owner, platform, creatorId, redirectUri), oauth.HasPkce, cancellationToken);
        return new ConnectStart(oauth.AuthorizationUrl(new SignInStart(state, challenge, redirectUri)), expiresAt);
    }

    /// <summary>Ends a sign-in: takes the state, exchanges the code, stores what was opened.</summary>
    /// <param name="platform">Where it came back; a name of <see cref="AccountPlatforms.All"/>.</param>
    /// <param name="answer">What the platform sent along.</param>
    /// <param name="caller">The owner that the browser proved to be; null when it proved nothing.</param>
    /// <param name="cancellationToken">Gives up waiting; the accounts may then be stored or not.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    /// <exception cref="CredentialsUnreadableException">Terminal: there is no key to seal tokens with.</exception>
    public async Task<ConnectResult> CompleteAsync(
        string platform, ConnectAnswer answer, string? caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (platforms.Find(platform) is not { } oauth || string.IsNullOrEmpty(answer.State))
        {
            return Fail(null, ErrorCodes.OAuthStateUnknown, "The sign-in came back without a state.");
        }

        (OAuthStateStatus status, OAuthState? state) = await states.TakeAsync(answer.State, platform, caller, cancellationToken);
        if (state is null)
        {
            return FailState(status, platform);
        }

        if (answer.Error is { } error)
        {
            return Fail(state.Owner, ErrorCodes.AuthorizationDenied, $"{platform} did not let the sign-in through: {ProviderText.Clean(error)}.");
        }

        if (string.IsNullOrEmpty(answer.Code) || answer.Code.Length > MaxCodeLength)
        {
            return Fail(state.Owner, ErrorCodes.AuthorizationCodeRefused, $"{platform} sent no code along.");
        }

        PlatformResult<IReadOnlyList<SignedInAccount>> signedIn = await oauth.SignInAsync(
            new SignInCode(state.Owner, answer.Code, state.CodeVerifier, state.RedirectUri), cancellationToken);
        return signedIn.Value switch
        {
            null => Fail(state.Owner, CodeOf(signedIn.Failure!.Fault), $"The sign-in failed: {signedIn.Failure.Reason}."),
            [] => Fail(state.Owner, ErrorCodes.NoAccountSignedIn, $"This sign-in at {platform} opens no account."),
            var opened => new ConnectResult(state.Owner, await accounts.StoreAsync(state, platform, opened, cancellationToken)),
        };
    }

    private static ConnectStart Refuse(string errorCode, string message) => new(null, null, errorCode, message);

    private static ConnectResult Fail(string? owner, string errorCode, string message) => new(owner, [], errorCode, message);

    private static ConnectResult FailState(OAuthStateStatus status, string platform) => status switch
    {
        OAuthStateStatus.Foreign => Fail(
            null, ErrorCodes.OAuthStateForeign, $"The state belongs to another platform than {platform}, or to another owner."),
        OAuthStateStatus.Expired => Fail(
            null, ErrorCodes.OAuthStateExpired, $"The sign-in took longer than {OAuthStateStore.Life.TotalMinutes:F0} minutes."),
        OAuthStateStatus.Used => Fail(null, ErrorCodes.OAuthStateUsed, "The state came back before."),
        _ => Fail(null, ErrorCodes.OAuthStateUnknown, "The state was not given by this service."),
    };

    private static string CodeOf(PlatformFault fault) => fault switch
    {
        PlatformFault.Refused => ErrorCodes.AuthorizationCodeRefused,
        PlatformFault.AppRefused => ErrorCodes.PlatformAppRefused,
        PlatformFault.RateLimited => ErrorCodes.PlatformRateLimited,
        _ => ErrorCodes.PlatformUnavailable,
    };
}
