using System.Runtime.InteropServices;
using Ingestion.Local.Processes;

namespace Ingestion.Local.Commands;

/// <summary>
/// Ctrl-C, SIGTERM, a closed terminal, or the death of the <c>dotnet run</c> above this program, as a token. The process is
/// not ended by them: it ends its servers first.
/// </summary>
internal sealed class ShutdownSignal : IAsyncDisposable
{
    private static readonly TimeSpan ParentLookInterval = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly ITimer? _parentLook;

    public ShutdownSignal(TimeProvider time)
    {
        _registrations = [Register(PosixSignal.SIGINT), Register(PosixSignal.SIGTERM), Register(PosixSignal.SIGHUP)];
        int parent = Signals.ParentProcess();
        string command = ProcessIdentity.CommandLineOf(parent);
        // Whoever ends `dotnet run` by force means this program. Any other parent, a shell say, may end before it.
        if (command.Contains("dotnet", StringComparison.Ordinal) && command.Split(' ').Contains("run"))
        {
            _parentLook = time.CreateTimer(_ => EndWithout(parent), null, ParentLookInterval, ParentLookInterval);
        }
    }

    public CancellationToken Token => _source.Token;

    public async ValueTask DisposeAsync()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        if (_parentLook is not null)
        {
            // Waits for a look that is under way.
            await _parentLook.DisposeAsync();
        }

        _source.Dispose();
    }

    private void EndWithout(int parent)
    {
        if (Signals.ParentProcess() != parent)
        {
            _source.Cancel();
        }
    }

    private PosixSignalRegistration Register(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _source.Cancel();
    });
}
