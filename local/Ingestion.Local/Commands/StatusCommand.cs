using System.CommandLine;
using System.Text.Json;
using Ingestion.Local.Api;
using Ingestion.Local.Stack;
using Ingestion.Local.Terminal;

namespace Ingestion.Local.Commands;

/// <summary><c>status &lt;crawl_id&gt;</c>: what the status route says, from the running services or from ones started for it.</summary>
internal static class StatusCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Argument<string> CrawlId = new("crawl_id") { Description = "As the trigger answered it." };

    public static Command Build(TimeProvider time)
    {
        Command command = new("status", "Shows a crawl as the status route does.") { CrawlId };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, time, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, TimeProvider time, CancellationToken cancellationToken)
    {
        LocalTerminal terminal = CommandLine.TerminalFor(parsed);
        StackOptions options = CommandLine.OptionsFrom(parsed);
        string crawlId = parsed.GetRequiredValue(CrawlId);
        if (await RunningService.FindAsync(options, cancellationToken) is { } running)
        {
            using IngestionApi api = new(running.Url, running.OperatorKey);
            return await PrintAsync(api, crawlId, terminal, cancellationToken);
        }

        return await new StackSession(options, terminal, time).RunAsync(
            async (stack, token) =>
            {
                using IngestionApi api = new(stack.ApiUrl, stack.OperatorKey);
                return await PrintAsync(api, crawlId, terminal, token);
            },
            cancellationToken);
    }

    private static async Task<int> PrintAsync(
        IngestionApi api, string crawlId, LocalTerminal terminal, CancellationToken cancellationToken)
    {
        JsonElement status = await api.StatusAsync(crawlId, cancellationToken)
            ?? throw new LocalException($"There is no crawl {crawlId}.");
        terminal.Say(JsonSerializer.Serialize(status, Indented));
        return LocalProgram.Done;
    }
}
