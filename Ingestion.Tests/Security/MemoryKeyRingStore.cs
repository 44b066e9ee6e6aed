using System.Text;
using System.Text.Json;
using Ingestion.Core.Security;

namespace Ingestion.Tests.Security;

/// <summary>A ring that a test changes; the keys are made from their ids.</summary>
internal sealed class MemoryKeyRingStore(params string[] ids) : IKeyRingStore
{
    private string text = TextOf(ids);

    public int Reads { get; private set; }

    public static string TextOf(params string[] ids) => JsonSerializer.Serialize(
        new { current = ids[^1], keys = ids.ToDictionary(id => id, KeyOf) });

    public static string KeyOf(string id) => Convert.ToBase64String(Encoding.ASCII.GetBytes(id.PadRight(32, '.')));

    /// <summary>The last one is the current one.</summary>
    public void Set(params string[] ids) => text = TextOf(ids);

    public Task<KeyRing> ReadAsync(CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(KeyRing.Parse(text));
    }
}
