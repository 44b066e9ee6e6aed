using Ingestion.Core.Errors;

namespace Ingestion.Core.Platforms;

/// <summary>
/// The present token of our application at one platform: made once for all who ask, used until its time, and replaced when the platform
/// refuses it before that. A token that is refused in its first minute is not replaced: then it is the application that is refused.
/// </summary>
/// <param name="platform">Lower case: <c>spotify</c>.</param>
/// <param name="clock">Now.</param>
/// <param name="make">Makes a token.</param>
internal sealed class AppTokenCache(string platform, TimeProvider clock, Func<CancellationToken, Task<AppToken>> make) : IDisposable
{
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim making = new(1, 1);
    private volatile AppToken? cached;

    public void Dispose() => making.Dispose();

    internal Task<string> GetAsync(CancellationToken cancellationToken) => TakeAsync(IsGood, cancellationToken);

    /// <exception cref="ProviderRejectedException">Terminal: the refused token was new.</exception>
    internal Task<string> ReplaceAsync(string refused, string reason, CancellationToken cancellationToken)
    {
        if (cached is { } known && known.Value == refused && known.MadeAt + Young > clock.GetUtcNow())
        {
            throw new ProviderRejectedException(ErrorCodes.PlatformAppRefused, $"the application's token at {platform} was refused: {reason}");
        }

        return TakeAsync(token => IsGood(token) && token.Value != refused, cancellationToken);
    }

    private bool IsGood(AppToken token) => token.UseUntil > clock.GetUtcNow();

    private async Task<string> TakeAsync(Func<AppToken, bool> isWanted, CancellationToken cancellationToken)
    {
        if (cached is { } good && isWanted(good))
        {
            return good.Value;
        }

        await making.WaitAsync(cancellationToken);
        try
        {
            if (cached is not { } known || !isWanted(known))
            {
                cached = known = await make(cancellationToken);
            }

            return known.Value;
        }
        finally
        {
            making.Release();
        }
    }
}
