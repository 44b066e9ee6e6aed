using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ingestion.Bench.Http;

/// <summary>The peer of the HTTP benchmark: the least that ASP.NET Core and Npgsql can do, one statement per request.</summary>
internal static class BareServer
{
    public const string Command = "bare";
    public const string DatabaseVariable = "BENCH_BARE_POSTGRES";

    private const string TableSql = """
        create table if not exists crawls (
            crawl_id uuid primary key,
            dataset_id text not null,
            platform text not null,
            url text not null,
            num_of_posts integer,
            status text not null,
            created_at timestamptz not null default now()
        )
        """;

    private const string InsertSql = """
        insert into crawls (crawl_id, dataset_id, platform, url, num_of_posts, status) values ($1, $2, $3, $4, $5, 'queued')
        returning created_at
        """;

    private const string SelectSql =
        "select dataset_id, platform, url, num_of_posts, status, created_at from crawls where crawl_id = $1";

    public static async Task RunAsync(string port)
    {
        // Its fast settings: prepared statements, and no reset of a session that holds no state.
        NpgsqlConnectionStringBuilder settings = new(Environment.GetEnvironmentVariable(DatabaseVariable))
        {
            MaxAutoPrepare = 16,
            NoResetOnClose = true,
        };
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(settings);
        await using (NpgsqlCommand table = database.CreateCommand(TableSql))
        {
            await table.ExecuteNonQueryAsync();
        }

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        await using WebApplication app = builder.Build();
        app.MapGet("/health", () => "ok");
        app.MapPost("/crawl", (BareOrder order, CancellationToken cancellationToken) => InsertAsync(database, order, cancellationToken));
        app.MapGet("/crawl/{id:guid}", (Guid id, CancellationToken cancellationToken) => SelectAsync(database, id, cancellationToken));
        await app.RunAsync();
    }

    private static async Task<IResult> InsertAsync(NpgsqlDataSource database, BareOrder order, CancellationToken cancellationToken)
    {
        Guid id = Guid.CreateVersion7();
        await using NpgsqlCommand insert = database.CreateCommand(InsertSql);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = order.DatasetId });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = order.Platform });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = order.Url });
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = order.NumOfPosts });
        await using NpgsqlDataReader row = await insert.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        BareCrawl crawl = new(id, order.DatasetId, order.Platform, order.Url, order.NumOfPosts, "queued", row.GetDateTime(0));
        return Results.Json(crawl, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> SelectAsync(NpgsqlDataSource database, Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = database.CreateCommand(SelectSql);
        select.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using NpgsqlDataReader row = await select.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? Results.Json(new BareCrawl(
                id, row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetDateTime(5)))
            : Results.NotFound();
    }
}
