using Ingestion.Local.Stack;
using Ingestion.Local.Terminal;

namespace Ingestion.Local.Commands;

/// <summary>Starts the services, does something with them, ends them. A service that ends by itself ends the program.</summary>
internal sealed class StackSession(StackOptions options, LocalTerminal terminal, TimeProvider time)
{
    public async Task<int> RunAsync(Func<LocalStack, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        terminal.Say($"Data folder: {options.DataFolder}");
        await using LocalStack stack = await LocalStack.StartAsync(options, terminal.Say, time, cancellationToken);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<int> working = work(stack, ended.Token);
        if (await Task.WhenAny(working, stack.FirstExit) == stack.FirstExit && !cancellationToken.IsCancellationRequested)
        {
            await ended.CancelAsync();
            await working.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw new LocalException((await stack.FirstExit).DescribeExit());
        }

        try
        {
            return await working;
        }
        finally
        {
            terminal.Say("Ending the services.");
        }
    }
}
