using System.Globalization;

namespace Ingestion.Bench.Measure;

/// <summary>Product and peer measured in turns: the medians, their ratio, and what it must and should be.</summary>
/// <param name="What">What was measured, with its unit.</param>
/// <param name="Floor">The least ratio that is accepted; null when it is measured for information.</param>
/// <param name="Aim">The ratio to reach.</param>
internal sealed record Comparison(string What, double? Floor = null, double? Aim = null)
{
    private readonly List<double> _product = [];
    private readonly List<double> _peer = [];

    public static string Header { get; } =
        "| what | product | peer | ratio (of pairs) | floor | aim | |" + Environment.NewLine + "|---|---|---|---|---|---|---|";

    public void Add(double product, double peer)
    {
        _product.Add(product);
        _peer.Add(peer);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {What}: product {product:N0}, peer {peer:N0}, ratio {product / peer:F2}"));
    }

    public override string ToString()
    {
        double product = _product.Median();
        double peer = _peer.Median();
        double ratio = product / peer;
        double[] pairs = [.. _product.Zip(_peer, (ours, theirs) => ours / theirs)];
        string verdict = Floor is null ? "" : ratio < Floor ? "UNDER THE FLOOR" : ratio < Aim ? "over the floor" : "aim reached";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {What} | {product:N0} | {peer:N0} | {ratio:F2} ({pairs.Min():F2}-{pairs.Max():F2}) | {Floor} | {Aim} | {verdict} |");
    }
}
