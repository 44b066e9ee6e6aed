using System.Net;
using Ingestion.Tests.Fixtures;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Runtime.Hosting;

[Trait("Category", "Postgres")]
public sealed class TimerFunctionTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualTimeProvider _clock = new();
    private readonly TimerFirings _firings = new();

    [Fact]
    public async Task Schedule_FromASetting_FiresAtEachOccurrence()
    {
        string database = await DatabaseAsync();
        await using TestHost host = await StartAsync(database);

        await AdvanceAsync(database);
        TimerInfo first = await _firings.NextAsync();
        await AdvanceAsync(database);
        TimerInfo second = await _firings.NextAsync();

        Assert.False(first.IsPastDue);
        Assert.Equal(_clock.GetUtcNow().UtcDateTime, second.ScheduleStatus!.Last + Minute);
        Assert.Equal(_clock.GetUtcNow().UtcDateTime + Minute, second.ScheduleStatus.Next);
    }

    [Fact]
    public async Task Occurrence_OfTwoHosts_FiresOnce()
    {
        string database = await DatabaseAsync();
        await using TestHost one = await StartAsync(database);
        await using TestHost two = await StartAsync(database);
        await Eventually.TrueAsync(() => _clock.WaitingTimers >= 2);

        _clock.Advance(Minute);
        await Eventually.TrueAsync(async () => _firings.Count > 0 && await IsIdleAsync(database));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => _clock.WaitingTimers == 2);

        Assert.Equal(1, _firings.Count);
    }

    [Fact]
    public async Task Occurrence_MissedWhileNoHostRan_FiresOnceAtTheNextStart()
    {
        string database = await DatabaseAsync();
        await using (TestHost before = await StartAsync(database))
        {
            await Eventually.TrueAsync(() => _clock.WaitingTimers >= 1);
        }

        _clock.Advance(10 * Minute);
        await using TestHost after = await StartAsync(database);

        Assert.True((await _firings.NextAsync()).IsPastDue);
        await AdvanceAsync(database);
        Assert.False((await _firings.NextAsync()).IsPastDue);
    }

    [Fact]
    public async Task RunOnStartup_WithoutMonitor_FiresAtTheStart()
    {
        await using TestHost host = await TestHost.StartAsync(Setup(await DatabaseAsync()) with { Functions = [typeof(SampleStartTimer)] });

        TimerInfo timer = await _firings.NextAsync();

        Assert.False(timer.IsPastDue);
        Assert.Null(timer.ScheduleStatus);
    }

    [Fact]
    public async Task Firing_ThatOverruns_IsNotOverlappedByTheNext()
    {
        var gate = new TaskCompletionSource();
        _firings.Gate = gate.Task;
        string database = await DatabaseAsync();
        await using TestHost host = await StartAsync(database);
        await AdvanceAsync(database);
        await _firings.NextAsync();

        _clock.Advance(3 * Minute);
        Assert.Equal(0, _firings.Count);
        gate.SetResult();
        await AdvanceAsync(database);

        await _firings.NextAsync();
    }

    [Fact]
    public async Task Claim_OfAHostThatDied_IsTakenOver()
    {
        string database = await DatabaseAsync();
        await using TestHost host = await StartAsync(database);
        await Eventually.TrueAsync(() => _clock.WaitingTimers >= 1);
        await ExecuteAsync(database, "UPDATE durable.host_timers SET claimed_by = gen_random_uuid(), claimed_until = now() + interval '1 hour'");

        _clock.Advance(Minute);
        await Eventually.TrueAsync(() => _clock.WaitingTimers >= 1);
        await ExecuteAsync(database, "UPDATE durable.host_timers SET claimed_until = now() - interval '1 second'");
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False((await _firings.NextAsync()).IsPastDue);
    }

    [Fact]
    public async Task Claim_OfAFiringUnderWay_LastsNoLongerThanTheHostsLease()
    {
        var gate = new TaskCompletionSource();
        _firings.Gate = gate.Task;
        string database = await DatabaseAsync();
        await using TestHost host = await TestHost.StartAsync(Setup(database) with
        {
            Settings = new Dictionary<string, string?> { ["Schedule"] = "0 * * * * *", ["FunctionsRuntime:LeaseSeconds"] = "7" },
        });
        await AdvanceAsync(database);
        await _firings.NextAsync();

        bool isShort = await AskAsync(
            database, "SELECT claimed_until <= now() + interval '7 seconds' FROM durable.host_timers WHERE claimed_by IS NOT NULL");
        gate.SetResult();

        Assert.True(isShort);
    }

    [Fact]
    public async Task Admin_PostOfATimer_RunsItNow()
    {
        await using TestHost host = await StartAsync(await DatabaseAsync());

        HttpResponseMessage response = await host.SendAsync(HttpMethod.Post, "/admin/functions/everyminute", "{}");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await _firings.NextAsync();
    }

    [Theory]
    [InlineData("Nobody", StatusCodes.Status404NotFound)]
    [InlineData("Plain", StatusCodes.Status400BadRequest)]
    public async Task Admin_PostOfSomethingElse_IsRefused(string name, int status)
    {
        await using TestHost host = await TestHost.StartAsync(Setup(await DatabaseAsync()) with { Functions = [typeof(SampleHttpFunctions)] });

        HttpResponseMessage response = await host.SendAsync(HttpMethod.Post, $"/admin/functions/{name}");

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
    }

    private static Task<string> DatabaseAsync() => PostgresServer.CreateDatabaseAsync("host");

    private static Task<bool> IsIdleAsync(string database) =>
        AskAsync(database, "SELECT count(*) = count(*) FILTER (WHERE claimed_by IS NULL) FROM durable.host_timers");

    private static async Task<bool> AskAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
#pragma warning disable CA2100 // The statements are this test's own.
        await using NpgsqlCommand command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
#pragma warning disable CA2100 // The statements are this test's own.
        await using NpgsqlCommand command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private Task<TestHost> StartAsync(string database) => TestHost.StartAsync(Setup(database));

    private TestHostSetup Setup(string database) => new()
    {
        ConnectionString = database,
        Functions = [typeof(SampleTimers)],
        Settings = new Dictionary<string, string?> { ["Schedule"] = "0 * * * * *" },
        Configure = builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
            builder.Services.AddSingleton(_firings);
        },
    };

    /// <summary>Moves the clock when every firing has been recorded and the timer waits for its next occurrence.</summary>
    private async Task AdvanceAsync(string database)
    {
        await Eventually.TrueAsync(async () => await IsIdleAsync(database) && _clock.WaitingTimers > 0);
        _clock.Advance(Minute);
    }
}
