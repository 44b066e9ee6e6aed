using Ingestion.Core.Persistence;
using Xunit;

namespace Ingestion.Tests.Persistence;

[Trait("Category", "Unit")]
public sealed class SharedRunTests
{
    private readonly List<TaskCompletionSource> gates = [];
    private readonly SharedRun<int> runs;

    public SharedRunTests() => runs = new SharedRun<int>(RunAsync);

    [Fact]
    public async Task Join_WhileOneRuns_WaitsForTheNextWithTheOthers()
    {
        Task<int> first = runs.JoinAsync(CancellationToken.None);
        await StartedAsync(1);
        Task<int> second = runs.JoinAsync(CancellationToken.None);
        Task<int> third = runs.JoinAsync(CancellationToken.None);
        gates[0].SetResult();
        await StartedAsync(2);
        gates[1].SetResult();

        int[] numbers = await Task.WhenAll(first, second, third);
        Assert.Equal([1, 2, 2], numbers);
    }

    [Fact]
    public async Task Join_RunFails_NextRunStartsAnew()
    {
        Task<int> first = runs.JoinAsync(CancellationToken.None);
        await StartedAsync(1);
        Task<int> second = runs.JoinAsync(CancellationToken.None);
        gates[0].SetException(new InvalidOperationException());
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await StartedAsync(2);
        gates[1].SetResult();

        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task Join_CallerGivesUp_RunGoesOn()
    {
        using CancellationTokenSource caller = new();
        Task<int> impatient = runs.JoinAsync(caller.Token);
        await StartedAsync(1);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gates[0].SetResult();

        Task<int> next = runs.JoinAsync(CancellationToken.None);
        await StartedAsync(2);
        gates[1].SetResult();
        Assert.Equal(2, await next);
    }

    private Task StartedAsync(int count) => Fixtures.Eventually.TrueAsync(() =>
    {
        lock (gates)
        {
            return gates.Count == count;
        }
    });

    private async Task<int> RunAsync()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int number;
        lock (gates)
        {
            gates.Add(gate);
            number = gates.Count;
        }

        await gate.Task;
        return number;
    }
}
