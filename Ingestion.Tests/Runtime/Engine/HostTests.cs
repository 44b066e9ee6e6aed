using Functions.Runtime.Engine;
using Ingestion.Tests.Fixtures;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Runtime.Engine;

[Trait("Category", "Postgres")]
public sealed class HostTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Drain_ActivityHonoursItsToken_RunsAgainOnAnotherHost()
    {
        TestEngine first = await StartAsync("drain", async token =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        });
        string id = await first.ScheduleAsync("Run");
        await started.Task;

        await first.DisposeAsync();
        await using TestEngine second = await StartAsync("drain", _ => Task.CompletedTask);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await second.CompletionAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Drain_ActivityEndsInTime_ItsResultIsStored()
    {
        int runs = 0;
        TaskCompletionSource mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TestEngine first = await StartAsync(
            "finish",
            async token =>
            {
                Interlocked.Increment(ref runs);
                await using CancellationTokenRegistration asked = token.Register(mayEnd.SetResult);
                started.TrySetResult();
                await mayEnd.Task;
            },
            options => options.DrainTimeout = TimeSpan.FromMinutes(3));
        string id = await first.ScheduleAsync("Run");
        await started.Task;

        await first.DisposeAsync();
        await using TestEngine second = await StartAsync("finish", _ => throw new InvalidOperationException("ran again"));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await second.CompletionAsync(id)).RuntimeStatus);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Activity_RunsLongerThanTheFunctionTimeout_FailsAndIsNamed()
    {
        await using TestEngine engine = await StartAsync(
            "timeout",
            _ => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None),
            options => options.FunctionTimeout = TimeSpan.FromMilliseconds(100));

        TaskFailureDetails failure = (await engine.RunAsync("Run")).FailureDetails!;

        Assert.Equal("System.TimeoutException", failure.InnerFailure!.ErrorType);
        Assert.Contains("exceeded by function 'Act'", failure.ErrorMessage, default);
    }

    [Fact]
    public async Task Activity_KilledItsHostTooOften_FailsAsPoison()
    {
        TestEngine first = await StartAsync("poison", async token =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        });
        string id = await first.ScheduleAsync("Run");
        await started.Task;
        await first.DisposeAsync();
        await database.ExecuteAsync("UPDATE durable.activities SET attempts = 5 WHERE hub = 'poison'");

        await using TestEngine engine = await StartAsync("poison", _ => Task.CompletedTask);

        OrchestrationMetadata done = await engine.CompletionAsync(id);
        Assert.Equal("PoisonActivity", done.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task Instance_KilledItsHostTooOften_FailsAsPoison()
    {
        await using TestEngine engine = await StartAsync("poisoned", _ => Task.CompletedTask);
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Run", null, new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow().AddHours(1)));

        await database.ExecuteAsync($"UPDATE durable.instances SET attempts = 5, ready_at = now() WHERE id = '{id}'");

        Assert.Equal("PoisonInstance", (await engine.CompletionAsync(id)).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Host_DeclaredDead_RegistersAgainAndGoesOn()
    {
        await using TestEngine engine = await StartAsync("dead", _ => Task.CompletedTask);

        await database.ExecuteAsync("DELETE FROM durable.hosts WHERE hub = 'dead'");
        await Eventually.TrueAsync(async () =>
            await database.CountAsync("SELECT count(*) FROM durable.hosts WHERE hub = 'dead'") == 1);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.RunAsync("Run")).RuntimeStatus);
    }

    [Fact]
    public async Task Stop_LeavesNoTraceOfTheHost()
    {
        TestEngine engine = await StartAsync("stopped", _ => Task.CompletedTask);
        await engine.RunAsync("Run");

        await engine.DisposeAsync();

        Assert.Equal(0, await database.CountAsync("SELECT count(*) FROM durable.hosts WHERE hub = 'stopped'"));
        Assert.Equal(0, await database.CountAsync("SELECT count(*) FROM durable.instances WHERE owner IS NOT NULL AND hub = 'stopped'"));
    }

    [Fact]
    public async Task Connections_CutAgainAndAgain_EverythingCompletes()
    {
        await using TestEngine engine = await StartAsync("cut", _ => Task.CompletedTask);
        string[] ids = [.. Enumerable.Range(0, 50).Select(n => $"cut-{n}")];
        Task cutting = CutAsync();

        await Task.WhenAll(ids.Select(id => InsistAsync(engine, id)));
        await cutting;

        OrchestrationMetadata[] done = await Task.WhenAll(ids.Select(engine.CompletionAsync));
        Assert.All(done, state => Assert.Equal(OrchestrationRuntimeStatus.Completed, state.RuntimeStatus));

        async Task CutAsync()
        {
            for (int n = 0; n < 10; n++)
            {
                await database.CutConnectionsAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    [Fact]
    public async Task Database_AwayForAWhile_CallsFailClearlyAndWorkGoesOnAfterwards()
    {
        var own = new EngineDatabase();
        await own.InitializeAsync();
        await using (TestEngine engine = await StartAsync("away", _ => Task.CompletedTask, null, own))
        {
            string id = await engine.ScheduleAsync("Waits");
            await engine.Client.WaitForInstanceStartAsync(id);
            await own.SetReachableAsync(false);
            await Assert.ThrowsAsync<DurableStoreUnavailableException>(() => engine.Client.GetInstanceAsync(id));
            await Assert.ThrowsAsync<DurableStoreUnavailableException>(() => engine.ScheduleAsync("Run"));

            await own.SetReachableAsync(true);
            await engine.Client.RaiseEventAsync(id, "go", 1);

            Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.CompletionAsync(id)).RuntimeStatus);
        }

        await own.DisposeAsync();
    }

    [Fact]
    public async Task Start_NoDatabaseThere_SaysSo()
    {
        string nowhere = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Port = 1 }.ConnectionString;

        await Assert.ThrowsAsync<DurableStoreUnavailableException>(
            () => StartAsync("nowhere", _ => Task.CompletedTask, options => options.ConnectionString = nowhere));
    }

    [Fact]
    public async Task Payload_ThatTheDatabaseCannotStore_FailsOnlyItsOwnInstance()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
        {
            registry.AddOrchestrator("Bad", context =>
            {
                context.SetCustomStatus("\0\ud800");
                return Task.FromResult<object?>("\0 is stored escaped");
            });
        });

        OrchestrationMetadata done = await engine.RunAsync("Bad");

        Assert.Equal("\0 is stored escaped", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task History_OfAFinishedInstance_HasItsEventsInOrder()
    {
        await using TestEngine engine = await StartAsync("history", _ => Task.CompletedTask);
        string id = await engine.ScheduleAsync("Run");
        await engine.CompletionAsync(id);

        var events = await engine.Engine.History.ReadAsync(id, withOutputs: true, CancellationToken.None);

        Assert.Equal(
            ["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"],
            events!.Select(row => row!["EventType"]!.GetValue<string>()));
        Assert.Null(await engine.Engine.History.ReadAsync("nobody", withOutputs: true, CancellationToken.None));
    }

    // A call whose outcome is unknown is repeated with the same id.
    private static async Task InsistAsync(TestEngine engine, string id)
    {
        while (true)
        {
            try
            {
                await engine.ScheduleAsync("Run", id: id);
                return;
            }
            catch (DurableStoreUnavailableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
            catch (DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException)
            {
                return;
            }
        }
    }

    private Task<TestEngine> StartAsync(
        string hub,
        Func<CancellationToken, Task> activity,
        Action<DurableEngineOptions>? configure = null,
        EngineDatabase? other = null) => TestEngine.StartAsync(
            other ?? database,
            registry =>
            {
                registry.AddOrchestrator("Run", async context =>
                {
                    await context.CallActivityAsync("Act");
                    return "done";
                });
                registry.AddOrchestrator("Waits", async context => await context.WaitForExternalEvent<int>("go"));
                registry.AddActivity("Act", async (_, token) =>
                {
                    await activity(token);
                    return null;
                });
            },
            options =>
            {
                options.HubName = hub;
                configure?.Invoke(options);
            });
}
