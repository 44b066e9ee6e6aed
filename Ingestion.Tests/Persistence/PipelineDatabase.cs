using Ingestion.Core.Crawls;
using Ingestion.Core.Events;
using Ingestion.Core.Persistence;
using Ingestion.Tests.Fixtures;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Persistence;

/// <summary>A migrated database of a test class's own, and the stores on it. A method that counts rows empties it first.</summary>
public sealed class PipelineDatabase : IAsyncLifetime
{
    public const string DatasetId = "gd_lkaxegm826bjpoo9m5";

    private NpgsqlDataSource? source;

    public ManualTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));

    public string ConnectionString { get; private set; } = "";

    internal Database Database { get; private set; } = null!;

    internal CrawlStore Store => new(Database);

    internal CrawlMoveStore Moves => new(Database);

    internal CrawlEvents Events { get; } = new(Options.Create(new EventOptions()));

    public async Task InitializeAsync()
    {
        ConnectionString = await MigratedDatabase.CreateAsync("pipeline");
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { NoResetOnClose = true }); // as the product's
        Database = new Database(source);
    }

    public async Task DisposeAsync()
    {
        await source!.DisposeAsync();
        await PostgresServer.DropDatabaseAsync(ConnectionString);
    }

    internal CrawlIntake Intake(BudgetOptions? budget = null, CrawlOptions? options = null) =>
        new(Database, Options.Create(budget ?? new BudgetOptions()), Options.Create(options ?? new CrawlOptions()), Clock);

    internal CrawlAdmission Admission(int maxConcurrent = 100) =>
        new(Database, Options.Create(new CrawlOptions { MaxConcurrent = maxConcurrent }));

    internal Task EmptyAsync() => ExecuteAsync("""
        truncate ingestion.crawl_metadata, ingestion.crawl_intents, ingestion.raw_data_crawl_snapshots, ingestion.outbox cascade;
        update ingestion.outbox_relay set owner = null, expires_at = '-infinity', wakes = 0, last_position = 0
        """);

    internal Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        Database.ExecuteAsync(sql, parameters, CancellationToken.None);

    internal Task<long> CountAsync(string tableAndCondition) =>
        Database.ScalarAsync<long>($"select count(*) from ingestion.{tableAndCondition}", null, CancellationToken.None);

    internal async Task<Crawl> SubmitAsync(CrawlRequest? request = null, string? owner = null) =>
        (await Intake().SubmitAsync(request ?? Order(), owner, null, CancellationToken.None)).Crawl!;

    internal async Task<Crawl> ReadAsync(Guid crawlId) => (await Store.FindAsync(crawlId, CancellationToken.None))!;

    internal static CrawlRequest Order(string datasetId = DatasetId, string? brand = "growplus-nutifood", int? posts = 10) => new()
    {
        DatasetId = datasetId,
        Platform = "facebook",
        Url = "https://www.facebook.com/GrowPLUScuaNutiFood/",
        StartDate = new DateOnly(2024, 12, 24),
        EndDate = new DateOnly(2024, 12, 25),
        IncludeProfileData = true,
        NumOfPosts = posts,
        Brand = brand,
        Competitor = "nutifood",
        Category = "sua-bot-tre-em",
    };
}
