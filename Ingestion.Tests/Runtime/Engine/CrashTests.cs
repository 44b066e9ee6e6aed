using Functions.Runtime.Engine;
using Ingestion.Tests.Fixtures;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Ingestion.Tests.Runtime.Engine;

/// <summary>Hosts in processes of their own that die, stop and wake up. The test process only watches.</summary>
[Trait("Category", "EndToEnd")]
public sealed class CrashTests(EngineDatabase database) : IClassFixture<EngineDatabase>, IAsyncLifetime
{
    private const double LongLease = 300;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string hub = $"hub-{Guid.NewGuid():N}";
    private DurableEngine watcher = null!;

    public async Task InitializeAsync()
    {
        await database.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS public.effects (instance_id text NOT NULL, task_id int NOT NULL, pid int NOT NULL)");

        // Never started: it is a client that claims nothing.
        watcher = new DurableEngine(
            new FunctionRegistry(),
            new DurableEngineOptions { ConnectionString = database.ConnectionString, HubName = hub },
            NullLoggerFactory.Instance);
    }

    public async Task DisposeAsync() => await watcher.DisposeAsync();

    [Fact]
    public async Task Kill_InTheMiddleOfAFanOut_AnotherHostFinishesIt()
    {
        await using CrashHostProcess first = await CrashHostProcess.StartAsync(database, hub);
        string id = await ScheduleAsync("FanOut");
        await Eventually.TrueAsync(async () => await EffectsAsync(id) >= 10);

        await first.KillAsync();
        await using CrashHostProcess second = await CrashHostProcess.StartAsync(database, hub);

        Assert.Equal(1225, (await CompletionAsync(id)).ReadOutputAs<int>());
        Assert.Equal(50, await EffectsAsync(id, "count(DISTINCT task_id)"));
        Assert.InRange(await EffectsAsync(id), 50, 55);
    }

    [Fact]
    public async Task Kill_DuringATimer_TheTimerFiresAndNothingIsRepeated()
    {
        await using CrashHostProcess first = await CrashHostProcess.StartAsync(database, hub);
        string id = await ScheduleAsync("Timer", TimeSpan.FromDays(1).TotalSeconds);
        await Eventually.TrueAsync(async () => await database.CountAsync(
            $"SELECT count(*) FROM durable.messages m JOIN durable.instances i ON i.key = m.instance_key WHERE i.id = '{id}' AND m.kind = 5") == 1);

        await first.KillAsync();
        await using CrashHostProcess second = await CrashHostProcess.StartAsync(database, hub);
        await database.ExecuteAsync($"""
            UPDATE durable.messages SET due_at = now() WHERE instance_key = (SELECT key FROM durable.instances WHERE id = '{id}');
            UPDATE durable.instances SET ready_at = now() WHERE id = '{id}'
            """);

        Assert.Equal("after the timer", (await CompletionAsync(id)).ReadOutputAs<string>());
        Assert.Equal(2, await EffectsAsync(id));
    }

    [Fact]
    public async Task Kill_BetweenEffectAndResult_TheActivityRunsAgain()
    {
        await using CrashHostProcess first = await CrashHostProcess.StartAsync(database, hub);
        string id = await ScheduleAsync("Effect");
        await Eventually.TrueAsync(async () => await EffectsAsync(id) == 1);

        await first.KillAsync();
        await using CrashHostProcess second = await CrashHostProcess.StartAsync(database, hub);

        Assert.Equal(2, (await CompletionAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Kill_HostWithAName_ItsSuccessorGoesOnAtOnce()
    {
        await using CrashHostProcess first = await CrashHostProcess.StartAsync(database, hub, LongLease, "alpha");
        string id = await ScheduleAsync("Effect");
        await Eventually.TrueAsync(async () => await EffectsAsync(id) == 1);

        await first.KillAsync();
        await using CrashHostProcess second = await CrashHostProcess.StartAsync(database, hub, LongLease, "alpha");

        Assert.Equal(2, (await CompletionAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task TwoHosts_OneFanOut_BothDoSome()
    {
        await using CrashHostProcess first = await CrashHostProcess.StartAsync(database, hub, LongLease);
        await using CrashHostProcess second = await CrashHostProcess.StartAsync(database, hub, LongLease);

        string id = await ScheduleAsync("Meeting");

        Assert.Equal(45, (await CompletionAsync(id)).ReadOutputAs<int>());
        Assert.Equal(2, await EffectsAsync(id, "count(DISTINCT pid)"));
        Assert.Equal(10, await EffectsAsync(id));
    }

    [Fact]
    public async Task StoppedHost_WakesAfterItsLease_CannotWrite()
    {
        await using CrashHostProcess first = await CrashHostProcess.StartAsync(database, hub);
        string id = await ScheduleAsync("FanOut");
        await Eventually.TrueAsync(async () => await EffectsAsync(id) >= 10);
        await first.SignalAsync("STOP");
        await using CrashHostProcess second = await CrashHostProcess.StartAsync(database, hub);
        Assert.Equal(1225, (await CompletionAsync(id)).ReadOutputAs<int>());
        long revision = await RevisionAsync(id);

        await first.SignalAsync("CONT");
        await Eventually.TrueAsync(async () =>
            await database.CountAsync($"SELECT count(*) FROM durable.hosts WHERE hub = '{hub}'") == 2);

        Assert.Equal(revision, await RevisionAsync(id));
        Assert.Equal(0, await database.CountAsync($"SELECT count(*) FROM durable.activities WHERE hub = '{hub}'"));
    }

    [Fact]
    public async Task Terminated_UnderLoad_ReleasesItsWorkAndExitsCleanly()
    {
        await using CrashHostProcess first = await CrashHostProcess.StartAsync(database, hub, LongLease);
        string id = await ScheduleAsync("FanOut");
        await Eventually.TrueAsync(async () => await EffectsAsync(id) >= 5);

        await first.SignalAsync("TERM");
        int exitCode = await first.ExitCodeAsync();
        await using CrashHostProcess second = await CrashHostProcess.StartAsync(database, hub, LongLease);

        Assert.Equal(0, exitCode);
        Assert.Equal(1225, (await CompletionAsync(id)).ReadOutputAs<int>());
    }

    private Task<string> ScheduleAsync(string name, object? input = null) =>
        watcher.Client.ScheduleNewOrchestrationInstanceAsync(name, input);

    private Task<OrchestrationMetadata> CompletionAsync(string id) =>
        watcher.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(Limit);

    private Task<long> EffectsAsync(string id, string what = "count(*)") =>
        database.CountAsync($"SELECT {what} FROM public.effects WHERE instance_id = '{id}'");

    private Task<long> RevisionAsync(string id) =>
        database.CountAsync($"SELECT revision FROM durable.instances WHERE id = '{id}'");
}
