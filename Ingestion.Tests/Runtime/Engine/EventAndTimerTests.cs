using Ingestion.Tests.Fixtures;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Ingestion.Tests.Runtime.Engine;

[Trait("Category", "Postgres")]
public sealed class EventAndTimerTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Event_RaisedBeforeItIsWaitedFor_IsKeptInOrder()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("Late", async context =>
            {
                await context.WaitForExternalEvent<string>("start");
                return await context.WaitForExternalEvent<string>("data") + await context.WaitForExternalEvent<string>("DATA");
            }));
        string id = await engine.ScheduleAsync("Late");

        await engine.Client.RaiseEventAsync(id, "Data", "a");
        await engine.Client.RaiseEventAsync(id, "data", "b");
        await engine.Client.RaiseEventAsync(id, "start", "");

        Assert.Equal("ab", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_DoesNotComeInTime_ThrowsTaskCanceled()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("Wait", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("never", TimeSpan.FromMilliseconds(30));
                }
                catch (TaskCanceledException)
                {
                    return "time is over";
                }
            }));

        Assert.Equal("time is over", (await engine.RunAsync("Wait")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_ComesBeforeTheTimeout_WinsAndDropsTheTimer()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("Wait", async context =>
            {
                string raised = await context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(3650));
                return raised + await context.WaitForExternalEvent<string>("end");
            }));
        string id = await engine.ScheduleAsync("Wait");
        await Timers(1);

        await engine.Client.RaiseEventAsync(id, "go", "x");
        await Timers(0);
        await engine.Client.RaiseEventAsync(id, "end", "y");

        Assert.Equal("xy", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
        Task Timers(long count) => Eventually.TrueAsync(async () => count == await database.CountAsync(
            $"SELECT count(*) FROM durable.messages m JOIN durable.instances i ON i.key = m.instance_key WHERE i.hub = '{engine.Hub}'"));
    }

    [Fact]
    public async Task Timer_Fires_NotBeforeItsTime()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("Timer", async context =>
            {
                DateTime due = context.CurrentUtcDateTime.AddMilliseconds(150).AddTicks(7);
                await context.CreateTimer(due, CancellationToken.None);
                return (context.CurrentUtcDateTime - due).TotalMilliseconds;
            }));

        double late = (await engine.RunAsync("Timer")).ReadOutputAs<double>();

        Assert.InRange(late, 0, double.MaxValue);
    }

    [Fact]
    public async Task Timer_OfAnyLength_CanBeWaitedForAndRaced()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("Race", async context =>
            {
                using var cancellation = new CancellationTokenSource();
                Task century = context.CreateTimer(TimeSpan.FromDays(36500), cancellation.Token);
                Task ever = context.CreateTimer(DateTime.MaxValue, cancellation.Token);
                Task soon = context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
                Task first = await Task.WhenAny(century, ever, soon);
#pragma warning disable CA1849 // CancelAsync would leave the orchestration's thread.
                cancellation.Cancel();
#pragma warning restore CA1849
                return first == soon && century.IsCanceled && ever.IsCanceled;
            }));

        Assert.True((await engine.RunAsync("Race")).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task Instance_EndsWithAnUnusedTimer_IsDoneAtOnce()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("Leaves", context =>
            {
                _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                return Task.FromResult<object?>("done");
            }));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.RunAsync("Leaves")).RuntimeStatus);
    }

    [Fact]
    public async Task SendEvent_ToAnotherInstance_ArrivesThere()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
        {
            registry.AddOrchestrator("Receive", async context => await context.WaitForExternalEvent<int[]>("numbers"));
            registry.AddOrchestrator("Send", context =>
            {
                context.SendEvent(context.GetInput<string>()!, "Numbers", new[] { 1, 2 });
                context.SendEvent("nobody", "Numbers", 0);
                return Task.FromResult<object?>(null);
            });
        });
        string id = await engine.ScheduleAsync("Receive");

        await engine.RunAsync("Send", id);

        int[] received = (await engine.CompletionAsync(id)).ReadOutputAs<int[]>()!;
        Assert.Equal([1, 2], received);
    }

    [Fact]
    public async Task WhenAny_SeveralEventsAndLoops_TakesTheFirst()
    {
        await using TestEngine engine = await TestEngine.StartAsync(database, registry =>
            registry.AddOrchestrator("Any", async context =>
            {
                Task<string> left = context.WaitForExternalEvent<string>("left");
                Task<string> right = context.WaitForExternalEvent<string>("right");
                Task<string> first = await Task.WhenAny(left, right);
                return await first;
            }));
        string id = await engine.ScheduleAsync("Any");

        await engine.Client.RaiseEventAsync(id, "right", "R");

        Assert.Equal("R", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }
}
