using System.Globalization;
using Ingestion.Local.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ingestion.Local.Terminal;

/// <summary>The live view of a crawl: the state machine with the present state marked, and the figures below it.</summary>
internal static class CrawlPanel
{
    private static readonly string[] Path = ["queued", "triggering", "polling", "downloading", "normalizing", "publishing", "completed"];

    public static IRenderable Of(CrawlProgress progress, TimeSpan elapsed)
    {
        Grid grid = new();
        grid.AddColumn(new GridColumn().NoWrap().PadRight(3));
        grid.AddColumn();
        grid.AddRow("state", StatePath(progress.State));
        grid.AddRow("snapshot", Markup.Escape(progress.SnapshotId ?? "-"));
        grid.AddRow("provider", Markup.Escape(progress.ProviderStatus ?? "-"));
        grid.AddRow("polls", progress.Polls?.ToString(CultureInfo.InvariantCulture) ?? "-");
        grid.AddRow("bytes", progress.Bytes is { } bytes ? CrawlLine.Size(bytes) : "-");
        grid.AddRow("posts", progress.Posts is { } posts ? CrawlLine.Count(posts) : "-");
        grid.AddRow("events", progress.Events.Count == 0 ? "-" : Markup.Escape(string.Join(", ", progress.Events)));
        grid.AddRow("elapsed", CrawlLine.Elapsed(elapsed));
        if (progress.ErrorCode is { } code)
        {
            grid.AddRow("error", $"[red]{Markup.Escape(code)}[/] {Markup.Escape(progress.Message ?? string.Empty)}");
        }

        return new Panel(grid) { Header = new PanelHeader($" crawl {progress.CrawlId} "), Border = BoxBorder.Rounded };
    }

    private static string StatePath(string state)
    {
        int present = Array.IndexOf(Path, state);
        if (present < 0)
        {
            return $"[red bold]{Markup.Escape(state)}[/]";
        }

        IEnumerable<string> words = Path.Select((word, index) =>
            index < present ? $"[green]{word}[/]"
            : index == present ? $"[{(state == "completed" ? "green" : "yellow")} bold]{word}[/]"
            : $"[grey]{word}[/]");
        return string.Join(" > ", words);
    }
}
