namespace Ingestion.Core.Platforms;

/// <summary>What a platform gave, or why it did not.</summary>
/// <typeparam name="T">What it was asked for.</typeparam>
/// <param name="Value">Null with a failure.</param>
/// <param name="Failure">Null with a value.</param>
internal sealed record PlatformResult<T>(T? Value, PlatformFailure? Failure)
    where T : class
{
    /// <summary>Goes on with the value; a failure stays as it is.</summary>
    internal async Task<PlatformResult<TNext>> ThenAsync<TNext>(Func<T, Task<PlatformResult<TNext>>> next)
        where TNext : class => Value is null ? new PlatformResult<TNext>(null, Failure) : await next(Value);

    /// <inheritdoc/>
    public override string ToString() => Failure?.ToString() ?? nameof(PlatformResult<>);
}
