using System.Runtime.CompilerServices;
using Xunit;

namespace Ingestion.Tests.Fixtures;

/// <summary>The one place where a test waits for something that gives no signal: it looks again and again, up to a limit.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when the condition holds; fails the test, quoting the condition, after the limit, which is there for a hang only (default 3 min).</summary>
    public static async Task TrueAsync(
        Func<Task<bool>> condition, TimeSpan? limit = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        long started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            TimeSpan waited = TimeProvider.System.GetElapsedTime(started);
            Assert.True(waited < (limit ?? DefaultLimit), $"Not true within {(limit ?? DefaultLimit).TotalSeconds} s: {what}");
            await Task.Delay(LookInterval, TimeProvider.System);
        }
    }

    /// <summary>As <see cref="TrueAsync(Func{Task{bool}}, TimeSpan?, string)"/>, for a condition that needs no await.</summary>
    public static Task TrueAsync(
        Func<bool> condition, TimeSpan? limit = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        return TrueAsync(() => Task.FromResult(condition()), limit, what);
    }
}
