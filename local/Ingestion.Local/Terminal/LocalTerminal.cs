using Ingestion.Local.Api;
using Spectre.Console;

namespace Ingestion.Local.Terminal;

/// <summary>What the person sees: colours and a live table on a terminal; plain lines, one per change, anywhere else.</summary>
internal sealed class LocalTerminal
{
    private const int PlainWidth = 160;
    private readonly IAnsiConsole _console;
    private readonly bool _live;

    public LocalTerminal(TextWriter output, bool plain)
    {
        bool noColor = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        _live = !plain && !noColor && !Console.IsOutputRedirected;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = _live ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = _live ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        if (!_live)
        {
            _console.Profile.Width = PlainWidth;
        }
    }

    // Not wrapped: a terminal does that itself, and a log must not be.
    public void Say(string line) => _console.Profile.Out.Writer.WriteLine(line);

    public void Title(string line)
    {
        _console.WriteLine();
        _console.Write(new Text(line, new Style(decoration: Decoration.Bold)));
        _console.WriteLine();
    }

    public void Table(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Title(title);
        Table table = new() { Border = _live ? TableBorder.Rounded : TableBorder.Ascii };
        table.AddColumns([.. columns.Select(Markup.Escape)]);
        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        _console.Write(table);
    }

    /// <summary>Shows a crawl while <paramref name="watch"/> reports its progress.</summary>
    public async Task<CrawlProgress> ShowCrawlAsync(Func<Action<CrawlProgress>, Task<CrawlProgress>> watch, TimeProvider time)
    {
        long started = time.GetTimestamp();
        if (!_live)
        {
            string last = string.Empty;
            return await watch(progress =>
            {
                string line = CrawlLine.Of(progress);
                if (line != last)
                {
                    Say($"{CrawlLine.Elapsed(time.GetElapsedTime(started)),8}  {line}");
                    last = line;
                }
            });
        }

        return await _console.Live(new Text("Waiting for the service.")).StartAsync(view => watch(progress =>
        {
            view.UpdateTarget(CrawlPanel.Of(progress, time.GetElapsedTime(started)));
            view.Refresh();
        }));
    }
}
