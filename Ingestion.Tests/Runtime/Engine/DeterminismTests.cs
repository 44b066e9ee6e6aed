using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Ingestion.Tests.Runtime.Engine;

[Trait("Category", "Postgres")]
public sealed class DeterminismTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private const string ChangedCode = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public async Task TimeAndGuids_AtEachReplay_AreTheSame(int cacheSize)
    {
        var seen = new ConcurrentDictionary<string, byte>();
        await using TestEngine engine = await TestEngine.StartAsync(
            database,
            registry => registry.AddOrchestrator("Fixed", async context =>
            {
                for (int n = 0; n < 3; n++)
                {
                    seen.TryAdd($"{n} {context.CurrentUtcDateTime:o} {context.NewGuid()} {context.NewGuid()}", 0);
                    await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
                }

                return context.NewGuid().Version == 5 && context.CurrentUtcDateTime.Kind == DateTimeKind.Utc;
            }),
            options => options.LiveInstanceCacheSize = cacheSize);

        OrchestrationMetadata done = await engine.RunAsync("Fixed");

        Assert.True(done.ReadOutputAs<bool>());
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public async Task ReplaySafeLogger_DuringReplay_IsSilent()
    {
        var log = new ListLoggerFactory();
        await using TestEngine engine = await TestEngine.StartAsync(
            database,
            registry => registry.AddOrchestrator("Logs", async context =>
            {
#pragma warning disable CA1848, CA2254
                context.CreateReplaySafeLogger("test").LogInformation("first");
                await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
                context.CreateReplaySafeLogger<DeterminismTests>().LogInformation("second");
#pragma warning restore CA1848, CA2254
                await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
                return null;
            }),
            loggers: log);

        await engine.RunAsync("Logs");

        Assert.Equal(["first", "second"], log.Messages.Where(text => text is "first" or "second"));
    }

    [Theory]
    [InlineData("Delay")]
    [InlineData("DelayBesideATimer")]
    [InlineData("PoolThread")]
    [InlineData("CancelAfter")]
    public async Task Orchestration_AwaitsWhatIsNotDurable_Fails(string name)
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
        {
            registry.AddOrchestrator("Delay", async _ => await new Elsewhere());
            registry.AddOrchestrator("DelayBesideATimer", async context =>
            {
                Task timer = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                await new Elsewhere();
                await timer;
                return null;
            });
            registry.AddOrchestrator("CancelAfter", async context =>
            {
                using var cancellation = new CancellationTokenSource();
                Task timer = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
                cancellation.CancelAfter(TimeSpan.FromMilliseconds(20));
                await timer;
                return null;
            });
            registry.AddOrchestrator("PoolThread", async context =>
                await Task.Run(() => context.CallActivityAsync<int>("Any")));
        });

        OrchestrationMetadata done = await engine.RunAsync(name);

        Assert.Equal("System.InvalidOperationException", done.FailureDetails!.ErrorType);
        Assert.StartsWith("An invalid asynchronous invocation was detected.", done.FailureDetails.ErrorMessage, default);
    }

    [Fact]
    public async Task Orchestration_OtherActivityAtReplay_FailsAndNamesTheStep()
    {
        int runs = 0;
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
        {
            registry.AddOrchestrator("Changes", async context =>
            {
                await context.CallActivityAsync(Interlocked.Increment(ref runs) == 1 ? "First" : "Second");
                return null;
            });
            registry.AddActivity("First", (_, _) => Task.FromResult<object?>(1));
        });

        TaskFailureDetails failure = (await engine.RunAsync("Changes")).FailureDetails!;

        Assert.Equal(ChangedCode, failure.ErrorType);
        Assert.Contains("at step #0 history has activity 'First'", failure.ErrorMessage, default);
        Assert.Contains("the code asked for activity 'Second'", failure.ErrorMessage, default);
    }

    [Fact]
    public async Task Orchestration_EndsEarlierAtReplay_Fails()
    {
        int runs = 0;
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("Ends", async context =>
            {
                if (Interlocked.Increment(ref runs) == 1)
                {
                    await context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
                }

                return null;
            }));

        TaskFailureDetails failure = (await engine.RunAsync("Ends")).FailureDetails!;

        Assert.Equal(ChangedCode, failure.ErrorType);
        Assert.Contains("history has a timer, but the code returned", failure.ErrorMessage, default);
    }

    [Fact]
    public async Task Orchestration_MoreStepsAtReplay_Fails()
    {
        int runs = 0;
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("More", async context =>
            {
                Task timer = context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
                Task second = Interlocked.Increment(ref runs) == 1
                    ? timer : context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
                await Task.WhenAll(timer, second);
                return null;
            }));

        TaskFailureDetails failure = (await engine.RunAsync("More")).FailureDetails!;

        Assert.Equal(ChangedCode, failure.ErrorType);
        Assert.Contains("at step #1 history has nothing, but the code asked for a timer", failure.ErrorMessage, default);
    }

    /// <summary>As a task that ends on another thread, but never before it is awaited, however late that is.</summary>
    private readonly struct Elsewhere : INotifyCompletion
    {
        public bool IsCompleted => false;

        public Elsewhere GetAwaiter() => this;

        public object? GetResult() => null;

        public void OnCompleted(Action continuation)
        {
            SynchronizationContext orchestration = SynchronizationContext.Current!;
            ThreadPool.QueueUserWorkItem(_ => orchestration.Post(static next => ((Action)next!)(), continuation));
        }
    }
}
