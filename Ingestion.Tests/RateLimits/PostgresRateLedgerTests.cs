using Ingestion.Core.Errors;
using Ingestion.Core.RateLimits;
using Ingestion.Tests.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.RateLimits;

[Trait("Category", "Postgres")]
public sealed class PostgresRateLedgerTests : IAsyncLifetime
{
    private readonly IOptions<RateLimitOptions> options = Options.Create(new RateLimitOptions { MaxWait = TimeSpan.FromMinutes(1) });
    private readonly PipelineDatabase pipeline = new();
    private NpgsqlDataSource database = null!;

    public async Task InitializeAsync()
    {
        await pipeline.InitializeAsync();
        database = NpgsqlDataSource.Create(pipeline.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        await pipeline.DisposeAsync();
    }

    [Fact]
    public async Task Storm_TwentyHostsAtOnce_ReceiveFiveAnswersOf429()
    {
        var received = 0;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            using var budget = NewHost();
            for (var call = 0; call < 5; call++)
            {
                if (await budget.EnterAsync(default) is null)
                {
                    Interlocked.Increment(ref received);
                    await budget.ExitAsync(RateOutcome.RateLimited, TimeSpan.Zero);
                }
            }
        })));

        Assert.Equal(5, received);
    }

    [Fact]
    public async Task State_WrittenByOneHost_IsReadByAnother()
    {
        var ledger = new PostgresRateLedger(database, "p", options);
        await ledger.ExchangeAsync(
            new RateReport { Host = "a", RateLimited = 2, RetryAfter = TimeSpan.FromHours(1), InFlight = 1 }, default);

        var grant = await new PostgresRateLedger(database, "p", options).ExchangeAsync(new RateReport { Host = "b", Waiting = 1 }, default);
        var other = await new PostgresRateLedger(database, "q", options).ExchangeAsync(new RateReport { Host = "b", Waiting = 1 }, default);

        Assert.InRange(grant.RetryAfter!.Value, TimeSpan.FromMinutes(30), TimeSpan.FromHours(1));
        Assert.Equal(1, other.Permits);
    }

    [Fact]
    public async Task Exchange_DatabaseAway_IsTransient()
    {
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=x;Timeout=2");
        var ledger = new PostgresRateLedger(nowhere, "p", options);

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => ledger.ExchangeAsync(new RateReport { Host = "a" }, default));
    }

    private ProviderRateBudget NewHost() => new(
        new PostgresRateLedger(database, "brightdata", options), options, TimeProvider.System, NullLogger<ProviderRateBudget>.Instance);
}
