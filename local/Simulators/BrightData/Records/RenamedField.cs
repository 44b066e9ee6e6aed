using System.Text;
using Simulators.BrightData.Faults;

namespace Simulators.BrightData.Records;

/// <summary>The provider has given a field another name over night: <c>likes</c> is now <c>_ikes</c>.</summary>
internal sealed class RenamedField(string name)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes($"\"{name}\":");

    public static RenamedField? AskedBy(ActiveFaults faults) =>
        faults.Find(FaultNames.Renamed) is { } fault ? new RenamedField(fault.Value ?? "likes") : null;

    /// <summary>Renames it in the record that starts at <paramref name="start"/>.</summary>
    public void Apply(RecordBuffer buffer, int start)
    {
        Span<byte> record = buffer.From(start);
        for (int place; (place = record.IndexOf(_key)) >= 0;)
        {
            record[place + 1] = (byte)'_';
        }
    }
}
