using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ingestion.Tests.Fixtures;
using Simulators.BrightData;

namespace Ingestion.Tests.Simulators;

/// <summary>A simulator, its clock and a caller with a key.</summary>
internal sealed class SimulatorClient : IAsyncDisposable
{
    public const string FacebookPosts = "gd_lkaxegm826bjpoo9m5";
    public const string Page = "https://www.facebook.com/ESPN";

    private SimulatorClient(BrightDataSimulator simulator, ManualTimeProvider clock)
    {
        Simulator = simulator;
        Clock = clock;
        Http = new HttpClient { BaseAddress = new Uri(simulator.BaseUrl), Timeout = TimeSpan.FromMinutes(3) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "key");
    }

    public BrightDataSimulator Simulator { get; }

    public ManualTimeProvider Clock { get; }

    public HttpClient Http { get; }

    public static async Task<SimulatorClient> StartAsync(SimulatorOptions? options = null)
    {
        var clock = new ManualTimeProvider();
        SimulatorOptions whole = (options ?? new SimulatorOptions()) with { Time = clock };
        return new SimulatorClient(await BrightDataSimulator.StartAsync(whole, CancellationToken.None), clock);
    }

    public Task<HttpResponseMessage> PostTriggerAsync(string body, string query = $"?dataset_id={FacebookPosts}") =>
        Http.PostAsync(At($"/datasets/v3/trigger{query}"), new StringContent(body));

    /// <summary>Triggers one page and returns the snapshot id.</summary>
    public async Task<string> TriggerAsync(int posts = 3, string sim = "", string query = "")
    {
        string url = sim.Length == 0 ? Page : $"{Page}?sim={sim}";
        using HttpResponseMessage response = await PostTriggerAsync(
            JsonSerializer.Serialize(new[] { new { url, num_of_posts = posts } }), $"?dataset_id={FacebookPosts}{query}");
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.GetProperty("snapshot_id").GetString()!;
    }

    /// <summary>Triggers one page and moves the clock until it is ready.</summary>
    public async Task<string> TriggerReadyAsync(int posts = 3, string sim = "", string query = "")
    {
        string id = await TriggerAsync(posts, sim, query);
        Clock.Advance(TimeSpan.FromMinutes(1));
        return id;
    }

    public Task<JsonElement> ProgressAsync(string id) => Http.GetFromJsonAsync<JsonElement>(At($"/datasets/v3/progress/{id}"));

    public Task<HttpResponseMessage> DownloadAsync(string id, string query = "?format=json") =>
        Http.GetAsync(At($"/datasets/v3/snapshot/{id}{query}"), HttpCompletionOption.ResponseHeadersRead);

    public async Task<JsonElement[]> RecordsAsync(string id) =>
        (await Http.GetFromJsonAsync<JsonElement[]>(At($"/datasets/v3/snapshot/{id}?format=json")))!;

    public static Uri At(string path) => new(path, UriKind.Relative);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
    }
}
