using System.Globalization;

namespace Simulators.BrightData.Faults;

/// <summary>The faults that hold for one call, one job or one input.</summary>
internal sealed class ActiveFaults(IReadOnlyList<FaultSpec> specs)
{
    public static ActiveFaults None { get; } = new([]);

    public IReadOnlyList<FaultSpec> Specs => specs;

    public bool Has(string name) => Find(name) is not null;

    public FaultSpec? Find(string name)
    {
        foreach (FaultSpec spec in specs)
        {
            if (spec.Name == name)
            {
                return spec;
            }
        }

        return null;
    }

    /// <summary>The number given with a fault; <paramref name="fallback"/> when it has none; null without the fault.</summary>
    public double? Number(string name, double fallback) =>
        Find(name) is not { } spec ? null
        : double.TryParse(spec.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : fallback;

    public long? Count(string name, long fallback) => (long?)Number(name, fallback);

    public TimeSpan? Seconds(string name, double fallback) => Number(name, fallback) is { } s ? TimeSpan.FromSeconds(s) : null;

    public ActiveFaults With(IReadOnlyList<FaultSpec> more) => more.Count == 0 ? this : new ActiveFaults([.. specs, .. more]);
}
