using Functions.Runtime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Ingestion.Tests.Runtime.Engine;

[Trait("Category", "Postgres")]
public sealed class RetryTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private int attempts;

    [Fact]
    public async Task Activity_Fails_MessageAndDetailsAreTheOfficialOnes()
    {
        await using TestEngine engine = await StartAsync(async context =>
        {
            try
            {
                return await context.CallActivityAsync<int>("Boom");
            }
            catch (TaskFailedException failed)
            {
                return $"{failed.Message}|{failed.TaskName}|{failed.TaskId}|{failed.FailureDetails.IsCausedBy<ArithmeticException>()}"
                    + $"|{failed.FailureDetails.IsCausedBy<TimeoutException>()}|{failed.FailureDetails.InnerFailure!.ErrorType}";
            }
        });

        OrchestrationMetadata done = await engine.RunAsync("Run");

        Assert.Equal(
            "Task 'Boom' (#0) failed with an unhandled exception: boom 1|Boom|0|True|False|System.TimeoutException",
            done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Policy_FailsAlways_AttemptsIncludeTheFirst()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromMilliseconds(5));
        await using TestEngine engine = await StartAsync(async context =>
            await context.CallActivityAsync<int>("Boom", TaskOptions.FromRetryPolicy(policy)));

        OrchestrationMetadata done = await engine.RunAsync("Run");

        Assert.Equal(3, attempts);
        Assert.Contains("boom 3", done.FailureDetails!.ErrorMessage, default);
    }

    [Fact]
    public async Task Policy_FailureIsNotHandled_DoesNotRetry()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromMilliseconds(5))
        {
            HandleFailure = failure => failure.IsCausedBy<IOException>(),
        };
        await using TestEngine engine = await StartAsync(async context =>
            await context.CallActivityAsync<int>("Boom", TaskOptions.FromRetryPolicy(policy)));

        await engine.RunAsync("Run");

        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task Policy_TimeIsOver_StopsBeforeTheAttemptsAreUsedUp()
    {
        var policy = new RetryPolicy(100, TimeSpan.FromMilliseconds(50), retryTimeout: TimeSpan.FromMilliseconds(50));
        await using TestEngine engine = await StartAsync(async context =>
            await context.CallActivityAsync<int>("Boom", TaskOptions.FromRetryPolicy(policy)));

        await engine.RunAsync("Run");

        // The second attempt begins no earlier than the time is over; a first one that takes that long is the last.
        Assert.InRange(attempts, 1, 2);
    }

    [Fact]
    public async Task Handler_SaysYesTwice_RunsThreeTimes()
    {
        await using TestEngine engine = await StartAsync(async context =>
            await context.CallActivityAsync<int>("Boom", TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 3)));

        await engine.RunAsync("Run");

        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task AsyncHandler_WaitsOnATimer_RunsAgainAfterIt()
    {
        await using TestEngine engine = await StartAsync(async context => await context.CallActivityAsync<int>(
            "Boom",
            TaskOptions.FromRetryHandler(async retry =>
            {
                await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMilliseconds(20), retry.CancellationToken);
                return retry.LastFailure.IsCausedBy<ArithmeticException>() && retry.LastAttemptNumber < 2;
            })));

        OrchestrationMetadata done = await engine.RunAsync("Run");

        Assert.Equal(2, attempts);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
    }

    [Fact]
    public async Task SubOrchestration_FailsOnce_IsRetriedAsANewInstance()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
        {
            registry.AddOrchestrator("Run", async context => await context.CallSubOrchestratorAsync<string>(
                "Child", options: TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMilliseconds(5)))));
            registry.AddOrchestrator("Child", _ => Interlocked.Increment(ref attempts) == 1
                ? throw new ArithmeticException("once") : Task.FromResult<object?>("ok"));
        });

        Assert.Equal("ok", (await engine.RunAsync("Run")).ReadOutputAs<string>());
    }

    private Task<TestEngine> StartAsync(OrchestratorDelegate run) => TestEngine.StartAsync(database, registry =>
    {
        registry.AddOrchestrator("Run", run);
        registry.AddActivity("Boom", (_, _) => throw new DivideByZeroException(
            $"boom {Interlocked.Increment(ref attempts)}", new TimeoutException("inner")));
    });
}
