using DurableTask.Core.Exceptions;
using Functions.Runtime.Engine;
using Functions.Runtime.Storage;
using Ingestion.Tests.Fixtures;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Ingestion.Tests.Runtime.Engine;

[Trait("Category", "Postgres")]
public sealed class ClientTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Schedule_RunningId_IsRefusedAndFinishedIdIsReplaced()
    {
        await using TestEngine engine = await StartAsync();
        await engine.ScheduleAsync("Wait", "first", "x1");

        var refused = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.ScheduleAsync("Wait", id: "x1"));
        await engine.Client.RaiseEventAsync("x1", "go", 1);
        await engine.CompletionAsync("x1");
        await engine.ScheduleAsync("Echo", "second", "x1");

        Assert.Equal("An Orchestration instance with the ID x1 already exists.", refused.Message);
        Assert.Equal("second", (await engine.CompletionAsync("x1")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Wait_TheEndOfTheInstanceBeforeIsToldLate_IsNotTakenForItsOwn()
    {
        await using TestEngine engine = await StartAsync();
        await engine.ScheduleAsync("Echo", "before", "w1");
        OrchestrationMetadata before = await engine.CompletionAsync("w1");
        long since = TimeProvider.System.GetTimestamp();
        await engine.ScheduleAsync("Wait", id: "w1");
        await using DurableDatabase store = new(database.ConnectionString);
        CompletionWaiters waiters = new(new InstanceQueries(store, engine.Hub), TimeSpan.FromMinutes(1), NullLogger.Instance)
        {
            IsActiveHere = _ => true,
        };

        Task<OrchestrationMetadata> wait = waiters.WaitAsync("w1", forStart: false, CancellationToken.None);
        waiters.Publish(before, since);
        await engine.Client.RaiseEventAsync("w1", "go", 7);
        OrchestrationMetadata done = await engine.CompletionAsync("w1");
        waiters.Publish(done, TimeProvider.System.GetTimestamp());

        Assert.Equal(7, (await wait).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData("@x")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    public async Task Schedule_IdThatIsNotAllowed_IsRefused(string id)
    {
        await using TestEngine engine = await StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => engine.ScheduleAsync("Echo", id: id));
    }

    [Fact]
    public async Task Schedule_SameIdAtOnce_OneWins()
    {
        await using TestEngine engine = await StartAsync();

        bool[] won = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                await engine.ScheduleAsync("Wait", id: "one");
                return true;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return false;
            }
        }));

        Assert.Single(won, true);
    }

    [Fact]
    public async Task Schedule_WithStartTime_StaysPendingUntilThen()
    {
        await using TestEngine engine = await StartAsync();
        DateTimeOffset start = TimeProvider.System.GetUtcNow().AddHours(1);
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Wait", null, new StartOrchestrationOptions("later", start));
        string soon = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Echo", 1, new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow().AddMilliseconds(100)));

        await engine.Client.RaiseEventAsync(id, "go", 1);
        await engine.CompletionAsync(soon);

        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.Client.GetInstanceAsync(id))!.RuntimeStatus);
    }

    [Fact]
    public async Task Get_UnknownInstance_IsNullAndWaitingForItFails()
    {
        await using TestEngine engine = await StartAsync();

        Assert.Null(await engine.Client.GetInstanceAsync("nobody"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.CompletionAsync("nobody"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.TerminateInstanceAsync("nobody"));
    }

    [Fact]
    public async Task Get_WithoutPayloads_DoesNotReadThem()
    {
        await using TestEngine engine = await StartAsync();
        string id = await engine.ScheduleAsync("Echo", "secret");
        await engine.CompletionAsync(id);

        OrchestrationMetadata state = (await engine.Client.GetInstanceAsync(id))!;

        Assert.Null(state.SerializedInput);
        Assert.Throws<InvalidOperationException>(() => state.ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForStart_OfAWaitingInstance_ReturnsWhileItRuns()
    {
        await using TestEngine engine = await StartAsync();
        string id = await engine.ScheduleAsync("Wait");

        OrchestrationMetadata state = await engine.Client.WaitForInstanceStartAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Running, state.RuntimeStatus);
    }

    [Fact]
    public async Task Query_ByPrefixStatusAndPages_GivesEachMatchOnce()
    {
        await using TestEngine engine = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 7).Select(n => engine.ScheduleAsync("Echo", n, $"q-{n}")));
        await engine.ScheduleAsync("Wait", id: "q-waiting");
        await engine.ScheduleAsync("Echo", id: "other");
        await Task.WhenAll(Enumerable.Range(0, 7).Select(n => engine.CompletionAsync($"q-{n}")));
        var query = new OrchestrationQuery(
            Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "q-", PageSize: 3, FetchInputsAndOutputs: true);

        List<Page<OrchestrationMetadata>> pages = [];
        await foreach (Page<OrchestrationMetadata> page in engine.Client.GetAllInstancesAsync(query).AsPages())
        {
            pages.Add(page);
        }

        Assert.Equal([3, 3, 1], pages.Select(page => page.Values.Count));
        Assert.Equal(7, pages.SelectMany(page => page.Values).Select(state => state.ReadOutputAs<int>()).Distinct().Count());
    }

    [Fact]
    public async Task Query_FromAContinuationToken_GoesOnBehindIt()
    {
        await using TestEngine engine = await StartAsync();
        await engine.ScheduleAsync("Wait", id: "t-1");
        await engine.ScheduleAsync("Wait", id: "t-2");
        var query = new OrchestrationQuery(InstanceIdPrefix: "t-", PageSize: 1);
        string? token = null;
        await foreach (Page<OrchestrationMetadata> page in engine.Client.GetAllInstancesAsync(query).AsPages())
        {
            token = page.ContinuationToken;
            break;
        }

        List<string> rest = [];
        await foreach (OrchestrationMetadata state in
            engine.Client.GetAllInstancesAsync(query with { ContinuationToken = token }))
        {
            rest.Add(state.InstanceId);
        }

        Assert.Equal(["t-2"], rest);
    }

    [Fact]
    public async Task Suspend_ThenEvents_AreKeptUntilResume()
    {
        await using TestEngine engine = await StartAsync();
        string id = await engine.ScheduleAsync("Wait");
        await engine.Client.WaitForInstanceStartAsync(id);
        await engine.Client.SuspendInstanceAsync(id, "wait");
        await engine.Client.RaiseEventAsync(id, "go", 5);
        await engine.RunAsync("Echo", 1);
        OrchestrationRuntimeStatus held = (await engine.Client.GetInstanceAsync(id))!.RuntimeStatus;

        await engine.Client.ResumeInstanceAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, held);
        Assert.Equal(5, (await engine.CompletionAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Terminate_Recursive_EndsTheChildrenToo()
    {
        await using TestEngine engine = await StartAsync();
        string id = await engine.ScheduleAsync("Parent", "child-r");
        await Eventually.TrueAsync(async () => await engine.Client.GetInstanceAsync("child-r") is not null);

        await engine.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough", Recursive: true));

        OrchestrationMetadata done = await engine.CompletionAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, done.RuntimeStatus);
        Assert.Equal("enough", done.ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.CompletionAsync("child-r")).RuntimeStatus);
    }

    [Fact]
    public async Task Terminate_AChild_FailsTheTaskOfItsParent()
    {
        await using TestEngine engine = await StartAsync();
        string id = await engine.ScheduleAsync("Parent", "child-t");
        await Eventually.TrueAsync(async () => await engine.Client.GetInstanceAsync("child-t") is not null);

        await engine.Client.TerminateInstanceAsync("child-t", "no more");

        OrchestrationMetadata done = await engine.CompletionAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Contains("no more", done.FailureDetails!.ErrorMessage, default);
    }

    [Fact]
    public async Task Purge_FinishedAndRunning_DeletesOnlyTheFinished()
    {
        await using TestEngine engine = await StartAsync();
        await engine.ScheduleAsync("Wait", id: "running");
        string done = await engine.ScheduleAsync("Echo", 1);
        await engine.CompletionAsync(done);

        PurgeResult running = await engine.Client.PurgeInstanceAsync("running");
        PurgeResult finished = await engine.Client.PurgeInstanceAsync(done);

        Assert.Equal((0, 1), (running.PurgedInstanceCount, finished.PurgedInstanceCount));
        Assert.Null(await engine.Client.GetInstanceAsync(done));
    }

    [Fact]
    public async Task PurgeAll_ByFilter_DeletesWhatMatches()
    {
        await using TestEngine engine = await StartAsync();
        await engine.RunAsync("Echo", 1);
        await engine.RunAsync("Missing");
        await engine.ScheduleAsync("Wait");

        PurgeResult result = await engine.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Failed]), CancellationToken.None);
        PurgeResult rest = await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), CancellationToken.None);

        Assert.Equal((1, 1), (result.PurgedInstanceCount, rest.PurgedInstanceCount));
        Assert.True(rest.IsComplete);
    }

    [Fact]
    public async Task Purge_Recursive_DeletesTheChildrenToo()
    {
        await using TestEngine engine = await StartAsync();
        string id = await engine.ScheduleAsync("Parent", "child-p");
        await Eventually.TrueAsync(async () => await engine.Client.GetInstanceAsync("child-p") is not null);
        await engine.Client.RaiseEventAsync("child-p", "go", 1);
        await engine.CompletionAsync(id);

        PurgeResult result = await engine.Client.PurgeInstanceAsync(id, new PurgeInstanceOptions(Recursive: true));

        Assert.Equal(2, result.PurgedInstanceCount);
    }

    [Fact]
    public async Task Restart_SameOrNewId_RunsAgainWithTheInput()
    {
        await using TestEngine engine = await StartAsync();
        await engine.ScheduleAsync("Echo", "again", "r1");
        await engine.CompletionAsync("r1");

        string same = await engine.Client.RestartAsync("r1");
        OrchestrationMetadata first = await engine.CompletionAsync(same);
        string other = await engine.Client.RestartAsync("r1", restartWithNewInstanceId: true);

        Assert.Equal("r1", same);
        Assert.NotEqual("r1", other);
        Assert.Equal("again", first.ReadOutputAs<string>());
        Assert.Equal("again", (await engine.CompletionAsync(other)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_ForAnUnknownOrFinishedInstance_IsDropped()
    {
        await using TestEngine engine = await StartAsync();
        string id = await engine.ScheduleAsync("Echo", 1);
        await engine.CompletionAsync(id);

        await engine.Client.RaiseEventAsync("nobody", "go", 1);
        await engine.Client.RaiseEventAsync(id, "go", 1);

        Assert.Equal(0, await database.CountAsync(
            $"SELECT count(*) FROM durable.messages m JOIN durable.instances i ON i.key = m.instance_key WHERE i.id = '{id}'"));
    }

    private Task<TestEngine> StartAsync() => TestEngine.StartAsync(database, registry =>
    {
        registry.AddOrchestrator("Echo", context => Task.FromResult(context.GetInput<object>()));
        registry.AddOrchestrator("Wait", async context => await context.WaitForExternalEvent<int>("go"));
        registry.AddOrchestrator("Parent", async context => await context.CallSubOrchestratorAsync<int>(
            "Wait", options: new SubOrchestrationOptions(instanceId: context.GetInput<string>())));
    });
}
