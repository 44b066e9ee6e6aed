using Microsoft.Extensions.Options;

namespace Ingestion.Core.Read;

/// <summary>Counts the exports that this host writes, and refuses those beyond <see cref="ListOptions"/>.</summary>
/// <param name="options">How many there may be.</param>
public sealed class ExportSlots(IOptions<ListOptions> options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);
    private int all;

    /// <summary>Takes a slot.</summary>
    /// <param name="caller">Any text that is the same for all requests of a caller.</param>
    /// <returns>Gives the slot back when it is disposed; null when there is no free one.</returns>
    public IDisposable? TryTake(string caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        lock (gate)
        {
            int own = taken.GetValueOrDefault(caller);
            if (all >= options.Value.MaxExports || own >= options.Value.MaxExportsPerCaller)
            {
                return null;
            }

            all++;
            taken[caller] = own + 1;
            return new Slot(this, caller);
        }
    }

    private void Free(string caller)
    {
        lock (gate)
        {
            all--;
            if (--taken[caller] == 0)
            {
                taken.Remove(caller);
            }
        }
    }

    private sealed class Slot(ExportSlots slots, string caller) : IDisposable
    {
        private ExportSlots? slots = slots;

        public void Dispose() => Interlocked.Exchange(ref slots, null)?.Free(caller);
    }
}
