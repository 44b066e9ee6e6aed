using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Ingestion.Local.Processes;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Local;

[Trait("Category", "EndToEnd")]
public sealed class LocalProgramTests : IAsyncLifetime
{
    private const string IsUp = "Ctrl-C ends it";
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder["data"];

    [Fact]
    public async Task Once_FreshFolder_CompletesTheDemoAndLeavesNoProcess()
    {
        await using ProgramRun run = ProgramRun.Start(Data, ProgramRun.OnFreePort("--once"));

        Assert.True(await run.ExitCodeAsync() == 0, run.Output);

        Assert.Contains("Completed: 1,000 posts", run.Output, StringComparison.Ordinal);
        Assert.Contains("data-ingestion-completed", run.Output, StringComparison.Ordinal);
        Assert.Contains("raw_snapshots/", run.Output, StringComparison.Ordinal);
        Assert.Empty(ProgramRun.Servers(Data));
    }

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task Up_AskedToEnd_EndsEveryServer(int signal)
    {
        await using ProgramRun run = ProgramRun.Start(Data, ProgramRun.OnFreePort("up"));
        await run.SaysAsync(IsUp);
        Assert.Equal(4, ProgramRun.Servers(Data).Count);

        run.Send(signal);

        Assert.Equal(0, await run.ExitCodeAsync());
        Assert.Empty(ProgramRun.Servers(Data));
    }

    [Fact]
    public async Task Demo_EverythingKilledMidway_GoesOnWithTheSamePaidCrawl()
    {
        await using ProgramRun first = ProgramRun.Start(Data, ProgramRun.OnFreePort());
        await first.SaysAsync("polling");
        first.Send(Signals.Kill);
        ProgramRun.KillServers(Data);

        await using ProgramRun second = ProgramRun.Start(Data, []);
        await second.SaysAsync(IsUp);

        Assert.Contains("going on with the crawl of the last run", second.Output, StringComparison.Ordinal);
        Assert.Contains("Completed: 1,000 posts", second.Output, StringComparison.Ordinal);
        Assert.Equal(first.Service, second.Service);
        // One for the crawl that was killed, one for the demo's second crawl.
        Assert.Equal(2, (await BillingAsync(second)).GetProperty("triggers_accepted").GetInt32());
        Assert.Empty((await BillingAsync(second)).GetProperty("paid_twice").EnumerateArray());
    }

    [Fact]
    public async Task Up_ProgramKilled_NextRunTakesItsServersOver()
    {
        await using ProgramRun first = ProgramRun.Start(Data, ProgramRun.OnFreePort("up"));
        await first.SaysAsync(IsUp);
        first.Send(Signals.Kill);
        IReadOnlyList<ProcessIdentity> orphans = ProgramRun.Servers(Data);

        await using ProgramRun second = ProgramRun.Start(Data, ["up"]);
        await second.SaysAsync(IsUp);
        Assert.Contains("still running from a killed run", second.Output, StringComparison.Ordinal);
        Assert.Equal(first.Service, second.Service);
        second.Send(Signals.Terminate);
        await second.ExitCodeAsync();

        Assert.Equal(4, orphans.Count);
        Assert.DoesNotContain(orphans, server => server.IsAlive());
        Assert.Empty(ProgramRun.Servers(Data));
    }

    [Fact]
    public async Task Up_SomebodySignsIn_TheAccountIsConnected()
    {
        await using ProgramRun run = ProgramRun.Start(Data, ProgramRun.OnFreePort("up"));
        await run.SaysAsync(IsUp);
        using HttpClient caller = new() { BaseAddress = run.Service };
        caller.DefaultRequestHeaders.Add("Authorization", $"Bearer {await File.ReadAllTextAsync(Path.Combine(Data, "owner.key"))}");

        JsonElement start = await caller.GetFromJsonAsync<JsonElement>(new Uri("api/v1/connect/youtube", UriKind.Relative));
        using HttpResponseMessage signedIn = await caller.GetAsync(new Uri(start.GetProperty("authorization_url").GetString()!));
        JsonElement listed = await caller.GetFromJsonAsync<JsonElement>(new Uri("api/v1/accounts", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        Assert.Equal("UCuser-1", listed.GetProperty("accounts")[0].GetProperty("external_id").GetString());
    }

    [Fact]
    public async Task Up_AServerDies_EndsWithItsNameAndNoProcess()
    {
        await using ProgramRun run = ProgramRun.Start(Data, ProgramRun.OnFreePort("up"));
        await run.SaysAsync(IsUp);

        Signals.Send(ProcessIdentity.ReadPidFile(Path.Combine(Data, "run", "simulator.pid"))!, Signals.Kill);

        Assert.Equal(1, await run.ExitCodeAsync());
        Assert.Contains("The Bright Data simulator ended", run.Output, StringComparison.Ordinal);
        Assert.Empty(ProgramRun.Servers(Data));
    }

    [Fact]
    public async Task Up_BesideAnotherInstallation_BothAreUp()
    {
        using TemporaryFolder otherFolder = new();
        await using ProgramRun run = ProgramRun.Start(Data, ["up"]);
        await run.SaysAsync(IsUp);

        await using (ProgramRun other = ProgramRun.Start(otherFolder["data"], ["up"]))
        {
            await other.SaysAsync(IsUp);

            Assert.NotEqual(run.Service, other.Service);
            Assert.NotEqual(run.Simulator, other.Simulator);
            other.Send(Signals.Terminate);
            Assert.Equal(0, await other.ExitCodeAsync());
        }
    }

    [Fact]
    public async Task Up_ExplicitPortIsTaken_SaysSo()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await using ProgramRun run = ProgramRun.Start(Data, ["up", "--port", port]);

        Assert.Equal(1, await run.ExitCodeAsync());
        Assert.Contains($"Port {port} is taken", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Crawl_WithServicesOfTheCaller_StartsNoneOfThem()
    {
        Dictionary<string, string> services = new()
        {
            ["POSTGRES_CONNECTION_STRING"] = await PostgresServer.CreateDatabaseAsync("local"),
            ["BLOB_CONNECTION_STRING"] = await AzuriteServer.ConnectionStringAsync(),
        };
        string[] crawl =
            ["crawl", "https://www.facebook.com/GrowPLUScuaNutiFood/", "--dataset", "gd_lkaxegm826bjpoo9m5", "--posts", "10"];

        await using ProgramRun run = ProgramRun.Start(Data, ProgramRun.OnFreePort(crawl), services);

        Assert.True(await run.ExitCodeAsync() == 0, run.Output);
        Assert.Contains("Completed: 10 posts", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Data, "postgres")) || Directory.Exists(Path.Combine(Data, "azurite")));
    }

    [Fact]
    public async Task Up_WithOwnersKeysOfTheCaller_PrintsKeysThatWork()
    {
        Dictionary<string, string> keys = new() { ["OWNER_KEYS"] = "acme=canary-owner-acme-0001" };
        await using ProgramRun run = ProgramRun.Start(Data, ProgramRun.OnFreePort("up"), keys);
        await run.SaysAsync(IsUp);
        string operatorKey = (await File.ReadAllTextAsync(Path.Combine(Data, "operator.key"))).Trim();

        Assert.Contains("a key of your OWNER_KEYS", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("owner.key", run.Output, StringComparison.Ordinal);
        Assert.Contains("operator.key", run.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(run, "api/v1/crawl", operatorKey));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(run, "api/v1/accounts", "canary-owner-acme-0001"));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(run, "api/v1/crawl", null));
    }

    [Theory]
    [InlineData("OPERATOR_KEYS", "ops=canary-operator-0001")]
    [InlineData("OWNER_IDENTITY", "keys")]
    public async Task Status_OfACrawlThatTheProgramStarted_ShowsIt(string setting, string value)
    {
        Dictionary<string, string> settings = new() { [setting] = value };
        await using ProgramRun up = ProgramRun.Start(Data, ProgramRun.OnFreePort("up"), settings);
        await up.SaysAsync(IsUp);
        await using ProgramRun crawl = ProgramRun.Start(
            Data, ["crawl", "https://www.facebook.com/ESPN/", "--dataset", "gd_lkaxegm826bjpoo9m5", "--posts", "5"]);
        Assert.True(await crawl.ExitCodeAsync() == 0, crawl.Output);
        string named = crawl.Output.Split('\n').Single(line => line.StartsWith("Crawl ", StringComparison.Ordinal));

        await using ProgramRun status = ProgramRun.Start(Data, ["status", named["Crawl ".Length..].Trim()]);

        Assert.True(await status.ExitCodeAsync() == 0, status.Output);
        Assert.Contains("\"completed\"", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_OfARunningService_AsksIt()
    {
        await using ProgramRun up = ProgramRun.Start(Data, ProgramRun.OnFreePort("up"));
        await up.SaysAsync(IsUp);

        await using ProgramRun status = ProgramRun.Start(Data, ["status", "550e8400-e29b-41d4-a716-446655440000"]);

        Assert.Equal(1, await status.ExitCodeAsync());
        Assert.Contains("There is no crawl 550e8400-e29b-41d4-a716-446655440000.", status.Output, StringComparison.Ordinal);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await ProgramRun.EndServersAsync(Data);
        _folder.Dispose();
    }

    private static async Task<HttpStatusCode> StatusOfAsync(ProgramRun run, string path, string? key)
    {
        using HttpClient caller = new() { BaseAddress = run.Service };
        if (key is not null)
        {
            caller.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
        }

        using HttpResponseMessage answer = await caller.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<JsonElement> BillingAsync(ProgramRun run)
    {
        using HttpClient client = new() { BaseAddress = run.Simulator };
        return await client.GetFromJsonAsync<JsonElement>(new Uri("/_simulator/billing", UriKind.Relative));
    }
}
