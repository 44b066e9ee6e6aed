using System.CommandLine;
using Ingestion.Local.Terminal;

namespace Ingestion.Local.Commands;

/// <summary>The program's edge: signals in, exit codes out. 0 done, 1 failed, 130 interrupted before the end.</summary>
internal static class LocalProgram
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Interrupted = 130;

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        await using ShutdownSignal shutdown = new(TimeProvider.System);
        InvocationConfiguration configuration = new()
        {
            EnableDefaultExceptionHandler = false,
            // The library would end the process after two seconds; ending the servers in order may take longer.
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await CommandLine.Build(TimeProvider.System).Parse(args).InvokeAsync(configuration, shutdown.Token);
        }
        catch (LocalException fault)
        {
            new LocalTerminal(Console.Error, plain: Console.IsErrorRedirected).Say(fault.Message);
            return Failed;
        }
        catch (HttpRequestException fault)
        {
            new LocalTerminal(Console.Error, plain: Console.IsErrorRedirected).Say($"The service does not answer: {fault.Message}");
            return Failed;
        }
        catch (OperationCanceledException) when (shutdown.Token.IsCancellationRequested)
        {
            return Interrupted;
        }
    }
}
