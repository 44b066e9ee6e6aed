using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ingestion.Local.Api;
using Ingestion.Local.Demo;
using Ingestion.Local.Stack;
using Ingestion.Local.Terminal;

namespace Ingestion.Local.Commands;

/// <summary><c>crawl &lt;url&gt;</c>: any crawl with a live view, on the running services or on ones started for it.</summary>
internal static class CrawlCommand
{
    private static readonly Argument<string> Url = new("url") { Description = "The public page to crawl." };
    private static readonly Option<string> Dataset = new("--dataset") { Description = "Bright Data dataset id, gd_...", Required = true };
    private static readonly Option<long?> Posts = new("--posts") { Description = "At most this many posts. Default: the service's." };
    private static readonly Option<bool> Profile = new("--include-profile-data") { Description = "Ask for the profile's data as well." };

    private static readonly (Option<string?> Option, string Field)[] TextFields =
    [
        (new("--platform") { Description = "facebook, instagram, tiktok, youtube, x or linkedin." }, "platform"),
        (new("--brand") { Description = "Brand that the crawl is for." }, "brand"),
        (new("--competitor") { Description = "Competitor that the page belongs to." }, "competitor"),
        (new("--category") { Description = "Category of the brand." }, "category"),
        (new("--start") { Description = "First day, yyyy-MM-dd." }, "start_date"),
        (new("--end") { Description = "Last day, yyyy-MM-dd." }, "end_date"),
    ];

    public static Command Build(TimeProvider time)
    {
        Command command = new("crawl", "Crawls a page. With BRIGHTDATA_API_KEY set it goes to the real provider and costs money.")
        {
            Url, Dataset, Posts, Profile,
        };
        foreach ((Option<string?> option, _) in TextFields)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, time, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, TimeProvider time, CancellationToken cancellationToken)
    {
        LocalTerminal terminal = CommandLine.TerminalFor(parsed);
        StackOptions options = CommandLine.OptionsFrom(parsed) with { MayUseRealProvider = true };
        JsonElement request = RequestFrom(parsed);
        if (await RunningService.FindAsync(options, cancellationToken) is { } running)
        {
            terminal.Say($"The service is up at {running.Url}; its own provider setting holds.");
            using IngestionApi api = new(running.Url, running.OperatorKey);
            return await CrawlAsync(api, request, terminal, time, cancellationToken);
        }

        return await new StackSession(options, terminal, time).RunAsync(
            async (stack, token) =>
            {
                using IngestionApi api = new(stack.ApiUrl, stack.OperatorKey);
                return await CrawlAsync(api, request, terminal, time, token);
            },
            cancellationToken);
    }

    private static async Task<int> CrawlAsync(
        IngestionApi api, JsonElement request, LocalTerminal terminal, TimeProvider time, CancellationToken cancellationToken)
    {
        CrawlWatcher watcher = new(api, time);
        Guid crawlId = await watcher.TriggerAsync(request, Guid.NewGuid().ToString(), cancellationToken);
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"Crawl {crawlId}"));
        CrawlProgress end = await terminal.ShowCrawlAsync(
            show => watcher.WatchAsync(crawlId.ToString(), show, cancellationToken), time);
        CrawlSummary.Print(end, terminal);
        return end.IsCompleted ? LocalProgram.Done : LocalProgram.Failed;
    }

    private static JsonElement RequestFrom(ParseResult parsed)
    {
        JsonObject request = new() { ["url"] = parsed.GetValue(Url), ["dataset_id"] = parsed.GetValue(Dataset) };
        foreach ((Option<string?> option, string field) in TextFields)
        {
            if (parsed.GetValue(option) is { } value)
            {
                request[field] = value;
            }
        }

        if (parsed.GetValue(Posts) is { } posts)
        {
            request["num_of_posts"] = posts;
        }

        if (parsed.GetValue(Profile))
        {
            request["include_profile_data"] = true;
        }

        return JsonSerializer.SerializeToElement(request);
    }
}
