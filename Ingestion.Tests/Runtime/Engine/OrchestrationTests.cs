using Functions.Runtime.Engine;
using Ingestion.Tests.Fixtures;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Ingestion.Tests.Runtime.Engine;

[Trait("Category", "Postgres")]
public sealed class OrchestrationTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Orchestration_ActivitiesInSequence_ReturnsTheirResults()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
        {
            registry.AddOrchestrator("Hello", async context =>
                await context.CallActivityAsync<string>("Greet", context.GetInput<string>())
                + await context.CallActivityAsync<string>("greet", "Oslo"));
            AddGreet(registry);
        });

        OrchestrationMetadata done = await engine.RunAsync("Hello", "Rome");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal("Hello Rome!Hello Oslo!", done.ReadOutputAs<string>());
        Assert.Equal("Rome", done.ReadInputAs<string>());
    }

    [Fact]
    public async Task Orchestration_FanOut_GetsEachResultInItsPlace()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
        {
            registry.AddOrchestrator("Fan", async context =>
            {
                IEnumerable<Task<int>> calls = Enumerable.Range(0, 100).Select(n => context.CallActivityAsync<int>("Double", n));
                return await Task.WhenAll(calls.ToArray());
            });
            registry.AddActivity("Double", (call, _) => Task.FromResult<object?>(2 * int.Parse(call.SerializedInput!)));
        });

        OrchestrationMetadata done = await engine.RunAsync("Fan");

        Assert.Equal(Enumerable.Range(0, 100).Select(n => 2 * n), done.ReadOutputAs<int[]>());
    }

    [Fact]
    public async Task Orchestration_SetsCustomStatus_ClientSeesIt()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("Status", async context =>
            {
                context.SetCustomStatus(new { Step = 1 });
                await context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
                return null;
            }));

        OrchestrationMetadata done = await engine.RunAsync("Status");

        Assert.Equal("{\"Step\":1}", done.SerializedCustomStatus);
    }

    [Fact]
    public async Task Orchestration_UnknownNames_FailsClearly()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("Calls", async context => await context.CallActivityAsync<int>("Nobody")));

        OrchestrationMetadata missing = await engine.RunAsync("Missing");
        OrchestrationMetadata calls = await engine.RunAsync("Calls");

        Assert.Contains("no orchestrator function with the name 'Missing'", missing.FailureDetails!.ErrorMessage, default);
        Assert.Contains("no activity function with the name 'Nobody'", calls.FailureDetails!.ErrorMessage, default);
    }

    [Fact]
    public async Task Orchestration_Throws_FailsWithTypeAndMessage()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("Throws", _ => throw new ArithmeticException("no", new TimeoutException("late"))));

        OrchestrationMetadata done = await engine.RunAsync("Throws");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Equal("System.ArithmeticException: no", done.FailureDetails!.ToString());
        Assert.Equal("System.TimeoutException", done.FailureDetails.InnerFailure!.ErrorType);
        Assert.Null(done.SerializedOutput);
    }

    [Fact]
    public async Task SubOrchestration_WithOwnId_KnowsItsParentAndReturns()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
        {
            registry.AddOrchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>(
                "Child", 7, new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")));
            registry.AddOrchestrator("Child", context => Task.FromResult<object?>(
                $"{context.GetInput<int>()} {context.InstanceId} of {context.Parent!.Name} {context.Parent.InstanceId}"));
        });
        string id = await engine.ScheduleAsync("Parent", id: $"p-{Guid.NewGuid():N}");

        OrchestrationMetadata done = await engine.CompletionAsync(id);

        Assert.Equal($"7 {id}-child of Parent {id}", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task SubOrchestration_Fails_ParentSeesTheInnerFailure()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
        {
            registry.AddOrchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child"));
            registry.AddOrchestrator("Child", async context => await context.CallActivityAsync<string>("Boom"));
            registry.AddActivity("Boom", (_, _) => throw new ArithmeticException("bad"));
        });

        OrchestrationMetadata done = await engine.RunAsync("Parent");

        TaskFailureDetails failure = done.FailureDetails!;
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", failure.ErrorType);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", failure.InnerFailure!.ErrorType);
        Assert.Equal("System.ArithmeticException", failure.InnerFailure.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task SubOrchestration_IdOfARunningInstance_FailsAsAlreadyExisting()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
        {
            registry.AddOrchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>(
                "Waits", null, new SubOrchestrationOptions(instanceId: "taken")));
            registry.AddOrchestrator("Waits", async context => await context.WaitForExternalEvent<int>("go"));
        });
        await engine.ScheduleAsync("Waits", id: "taken");

        OrchestrationMetadata done = await engine.RunAsync("Parent");

        Assert.Equal(
            "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException", done.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task ContinueAsNew_WithUnprocessedEvents_KeepsThemInOrder()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("Collect", async context =>
            {
                List<int> seen = context.GetInput<List<int>>() ?? [];
                seen.Add(await context.WaitForExternalEvent<int>("n"));
                if (seen.Count < 5)
                {
                    context.ContinueAsNew(seen);
                }

                return seen;
            }));
        string id = await engine.ScheduleAsync("Collect");

        for (int n = 1; n <= 5; n++)
        {
            await engine.Client.RaiseEventAsync(id, "N", n);
        }

        OrchestrationMetadata done = await engine.CompletionAsync(id);
        int[] seen = done.ReadOutputAs<int[]>()!;
        Assert.Equal([1, 2, 3, 4, 5], seen);
        Assert.InRange(await database.CountAsync("SELECT max(execution) FROM durable.instances"), 1, 4);
    }

    [Fact]
    public async Task ContinueAsNew_WithoutKeepingEvents_DropsThem()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("Drop", async context =>
            {
                if (context.GetInput<int>() == 0)
                {
                    await context.WaitForExternalEvent<string>("go on");
                    context.ContinueAsNew(1, preserveUnprocessedEvents: false);
                    return "";
                }

                return await context.WaitForExternalEvent<string>("x");
            }));
        string id = await engine.ScheduleAsync("Drop");
        await engine.Client.RaiseEventAsync(id, "x", "old");
        await engine.Client.RaiseEventAsync(id, "go on", "");
        await Eventually.TrueAsync(async () => (await engine.Client.GetInstanceAsync(id, true))!.SerializedInput == "1");

        await engine.Client.RaiseEventAsync(id, "x", "new");

        Assert.Equal("new", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestration_Cancelled_ResultOfAnEarlierExecutionIsNotTaken()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
        {
            registry.AddOrchestrator("Restart", async context =>
            {
                int round = context.GetInput<int>();
                Task<int> call = context.CallActivityAsync<int>("Echo", round);
                if (round == 0)
                {
                    context.ContinueAsNew(1);
                    return 0;
                }

                return await call;
            });
            registry.AddActivity("Echo", (call, _) => Task.FromResult<object?>(int.Parse(call.SerializedInput!)));
        });

        Assert.Equal(1, (await engine.RunAsync("Restart")).ReadOutputAs<int>());
    }

    private static void AddGreet(FunctionRegistry registry) => registry.AddActivity(
        "Greet", (call, _) => Task.FromResult<object?>($"Hello {DurableJson.Deserialize(call.SerializedInput, typeof(string))}!"));
}
