using Functions.Runtime.Engine;
using Microsoft.DurableTask;
using Npgsql;

namespace CrashHost;

/// <summary>Functions whose effects can be counted: each activity adds a row to <c>public.effects</c>.</summary>
internal static class CrashFunctions
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);

    public static FunctionRegistry Create(string connectionString)
    {
        var registry = new FunctionRegistry();
        registry.AddOrchestrator("FanOut", static context => SumAsync(context, "Work", 50));
        registry.AddOrchestrator("Meeting", static context => SumAsync(context, "MeetAnotherHost", 10));
        registry.AddOrchestrator("Timer", static async context =>
        {
            await context.CallActivityAsync("Work", 1);
            await context.CreateTimer(TimeSpan.FromSeconds(context.GetInput<double>()), CancellationToken.None);
            await context.CallActivityAsync("Work", 2);
            return "after the timer";
        });
        registry.AddOrchestrator("Effect", static async context => await context.CallActivityAsync<int>("EffectThenHang", 7));
        registry.AddOrchestrator("Deadly", static async context => await context.CallActivityAsync<int>("Die", 0));
        registry.AddActivity("Work", async (call, token) =>
        {
            await AddEffectAsync(connectionString, call, token);
            await Task.Delay(Short, TimeProvider.System, token);
            return int.Parse(call.SerializedInput!, System.Globalization.CultureInfo.InvariantCulture);
        });
        registry.AddActivity("MeetAnotherHost", async (call, token) =>
        {
            await AddEffectAsync(connectionString, call, token);
            while (await HostsAsync(connectionString, call, token) < 2)
            {
                await Task.Delay(Short, TimeProvider.System, token);
            }

            return int.Parse(call.SerializedInput!, System.Globalization.CultureInfo.InvariantCulture);
        });
        registry.AddActivity("EffectThenHang", async (call, token) =>
        {
            // The first attempt never gets from its effect to its result.
            long effects = await AddEffectAsync(connectionString, call, token);
            if (effects == 1)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
            }

            return (int)effects;
        });
        registry.AddActivity("Die", static (_, _) =>
        {
            Environment.FailFast("An activity that takes its host with it.");
            return Task.FromResult<object?>(null);
        });
        return registry;
    }

    private static async Task<object?> SumAsync(TaskOrchestrationContext context, string activity, int count)
    {
        int[] results = await Task.WhenAll([.. Enumerable.Range(0, count).Select(n => context.CallActivityAsync<int>(activity, n))]);
        return results.Sum();
    }

    /// <summary>How many hosts have run activities of the instance.</summary>
    private static async Task<long> HostsAsync(string connectionString, ActivityCall call, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT count(DISTINCT pid) FROM public.effects WHERE instance_id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = call.InstanceId });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<long> AddEffectAsync(string connectionString, ActivityCall call, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            WITH added AS (INSERT INTO public.effects (instance_id, task_id, pid) VALUES ($1, $2, $3) RETURNING 1)
            SELECT count(*) + 1 FROM public.effects WHERE instance_id = $1 AND task_id = $2
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = call.InstanceId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = call.TaskId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Environment.ProcessId });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
