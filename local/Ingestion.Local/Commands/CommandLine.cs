using System.CommandLine;
using Ingestion.Local.Demo;
using Ingestion.Local.Stack;
using Ingestion.Local.Terminal;

namespace Ingestion.Local.Commands;

/// <summary>The program's commands and options.</summary>
internal static class CommandLine
{
    private static readonly Option<int?> Port = new("--port")
    {
        Description = "HTTP port of the service. Default: 7071, or the next free one.",
        Recursive = true,
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Folder of everything that is kept. Default: .local beside Ingestion.sln.",
        Recursive = true,
    };

    private static readonly Option<bool> Reset = new("--reset")
    {
        Description = "Delete what earlier runs kept, then start.",
        Recursive = true,
    };

    private static readonly Option<bool> NoColor = new("--no-color")
    {
        Description = "Plain lines, also on a terminal. NO_COLOR does the same.",
        Recursive = true,
    };

    private static readonly Option<bool> Once = new("--once") { Description = "End after the demo: exit code 0 when all of it completed, else 1." };

    public static RootCommand Build(TimeProvider time)
    {
        RootCommand root = new("Runs the ingestion service on this machine. Without a command: a demo, then stays up.")
        {
            Port, Data, Reset, NoColor, Once,
        };
        root.SetAction((parsed, cancellationToken) => Session(parsed, time, beginsYesterday: true).RunAsync(
            (stack, token) => new DemoRun(stack, TerminalFor(parsed), time).RunAsync(parsed.GetValue(Once), token), cancellationToken));
        Command up = new("up", "Starts the service and stays up until Ctrl-C, without the demo.");
        up.SetAction((parsed, cancellationToken) => Session(parsed, time).RunAsync(
            (stack, token) => new DemoRun(stack, TerminalFor(parsed), time).StayUpAsync(token), cancellationToken));
        root.Subcommands.Add(up);
        root.Subcommands.Add(CrawlCommand.Build(time));
        root.Subcommands.Add(StatusCommand.Build(time));
        return root;
    }

    public static StackOptions OptionsFrom(ParseResult parsed) => new()
    {
        DataFolder = Path.GetFullPath(parsed.GetValue(Data) ?? DataFolder.DefaultPath()),
        Port = parsed.GetValue(Port),
        Reset = parsed.GetValue(Reset),
    };

    public static LocalTerminal TerminalFor(ParseResult parsed) => new(Console.Out, parsed.GetValue(NoColor));

    private static StackSession Session(ParseResult parsed, TimeProvider time, bool beginsYesterday = false) =>
        new(OptionsFrom(parsed) with { BeginsYesterday = beginsYesterday }, TerminalFor(parsed), time);
}
