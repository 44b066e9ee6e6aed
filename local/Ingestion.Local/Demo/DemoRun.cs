using System.Text.Json;
using Ingestion.Local.Api;
using Ingestion.Local.Commands;
using Ingestion.Local.Stack;
using Ingestion.Local.Terminal;

namespace Ingestion.Local.Demo;

/// <summary>
/// The demo: accounts that are a day old on a new data folder, one crawl of 1,000 posts through the public API, how the accounts grew, and
/// what all that left behind. The crawl's idempotency key is kept until it was seen to its end: a demo that is killed and started again goes
/// on with the same crawl.
/// </summary>
internal sealed class DemoRun(LocalStack stack, LocalTerminal terminal, TimeProvider time)
{
    // The example of the service's specification, with more posts.
    private const string Request = """
        {
          "dataset_id": "gd_lkaxegm826bjpoo9m5",
          "platform": "facebook",
          "competitor": "nutifood",
          "brand": "growplus-nutifood",
          "category": "sua-bot-tre-em",
          "url": "https://www.facebook.com/GrowPLUScuaNutiFood/",
          "start_date": "2024-12-24",
          "end_date": "2024-12-24",
          "include_profile_data": true,
          "num_of_posts": 1000
        }
        """;

    // A dozen records, half of which nobody could use: only our own simulator can be asked for that.
    private const string BrokenRequest = """
        {
          "dataset_id": "gd_lkaxegm826bjpoo9m5",
          "platform": "facebook",
          "competitor": "demo",
          "brand": "demo",
          "category": "broken-records",
          "url": "https://www.facebook.com/BrokenRecords/?sim=poison:6",
          "include_profile_data": true,
          "num_of_posts": 12
        }
        """;

    /// <param name="once">Returns after the demo; else stays up until the token is cancelled.</param>
    /// <param name="cancellationToken">Ends the demo; the crawl goes on at the next start.</param>
    public async Task<int> RunAsync(bool once, CancellationToken cancellationToken)
    {
        using AccountDemo? accounts = AccountDemo.Of(stack, terminal, time);
        bool isCompleted = await PassYesterdayAsync(accounts, cancellationToken);
        using IngestionApi api = new(stack.ApiUrl, stack.OperatorKey);
        (string key, bool goesOn) = TakeKey();
        terminal.Title(goesOn ? "Demo: going on with the crawl of the last run" : "Demo: one crawl of 1,000 posts");
        CrawlWatcher watcher = new(api, time);
        (Guid crawlId, bool isCrawled) = await CrawlAsync(watcher, Request, key, cancellationToken);
        isCompleted &= isCrawled;
        DataReport data = new(api, terminal);
        await data.PrintPostsAsync(crawlId, cancellationToken);
        if (stack.SimulatorUrl is not null)
        {
            terminal.Title("A second crawl, with broken records");
            (Guid brokenId, bool isDone) = await CrawlAsync(watcher, BrokenRequest, $"{key}-broken", cancellationToken);
            await data.PrintQuarantineAsync(brokenId, cancellationToken);
            isCompleted &= isDone;
        }

        isCompleted &= accounts is null || await accounts.RunTodayAsync(cancellationToken);
        File.Delete(stack.Folder.DemoKey);
        await new DemoReport(stack, api, terminal).PrintAsync(crawlId, cancellationToken);
        int exitCode = isCompleted ? LocalProgram.Done : LocalProgram.Failed;
        return once ? exitCode : await StayUpAsync(cancellationToken);
    }

    /// <summary>Up until the token is cancelled.</summary>
    public async Task<int> StayUpAsync(CancellationToken cancellationToken)
    {
        PrintUrls();
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return LocalProgram.Done;
    }

    private async Task<bool> PassYesterdayAsync(AccountDemo? accounts, CancellationToken cancellationToken)
    {
        if (accounts is null || !stack.IsYesterday)
        {
            return true;
        }

        bool isCompleted = await accounts.RunYesterdayAsync(cancellationToken);
        terminal.Say("A day passes: the service ends and starts again with its clock, and the platforms', at the present.");
        await stack.ComeToPresentAsync(cancellationToken);
        return isCompleted;
    }

    private async Task<(Guid CrawlId, bool IsCompleted)> CrawlAsync(
        CrawlWatcher watcher, string request, string key, CancellationToken cancellationToken)
    {
        Guid crawlId = await watcher.TriggerAsync(JsonElement.Parse(request), key, cancellationToken);
        CrawlProgress end = await terminal.ShowCrawlAsync(
            show => watcher.WatchAsync(crawlId.ToString(), show, cancellationToken), time);
        CrawlSummary.Print(end, terminal);
        return (crawlId, end.IsCompleted);
    }

    private (string Key, bool GoesOn) TakeKey()
    {
        string path = stack.Folder.DemoKey;
        if (File.Exists(path))
        {
            return (File.ReadAllText(path), true);
        }

        string key = $"demo-{Guid.NewGuid():N}";
        PrivateFile.Write(path, key);
        return (key, false);
    }

    private void PrintUrls()
    {
        string url = stack.ApiUrl.ToString().TrimEnd('/');
        terminal.Title("The service is up");
        terminal.Say($"  health    {url}/health");
        terminal.Say($"  trigger   POST {url}/api/v1/crawl/trigger");
        terminal.Say($"  crawls    {url}/api/v1/crawl");
        terminal.Say($"  posts     {url}/api/v1/posts");
        terminal.Say($"  profiles  {url}/api/v1/profiles");
        terminal.Say($"  events    {url}/api/v1/events");
        if (stack.SimulatorUrl is { } simulator)
        {
            terminal.Say($"  provider  {simulator.ToString().TrimEnd('/')} (simulator)");
        }

        terminal.Say($"  logs      {stack.Folder.LogFolder}");
        terminal.Say("Ctrl-C ends it; everything is kept for the next start.");
    }
}
