namespace Ingestion.Bench.Normalize;

/// <summary>
/// Real records of the provider: in the folder that <c>INGESTION_DATASETS</c> names, else in <c>../shared/datasets</c> beside
/// the repository.
/// </summary>
/// <param name="Bytes">The records with commas between them.</param>
/// <param name="Count">How many they are.</param>
internal sealed record RealSnapshots(byte[] Bytes, long Count)
{
    private const string Variable = "INGESTION_DATASETS";

    public static RealSnapshots Read(string name)
    {
        string path = Path.Combine(Folder(), name);
        if (!File.Exists(path))
        {
            throw new BenchException($"This benchmark needs real records: {path}. {Variable} names another folder.");
        }

        byte[] bytes = File.ReadAllBytes(path).AsSpan().Trim(" \r\n\t"u8)[1..^1].ToArray();
        using RepeatedRecords once = new(bytes, 1);
        return new RealSnapshots(bytes, BareScan.CountRecords(once));
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } folder)
        {
            return folder;
        }

        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Ingestion.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine(root?.FullName ?? ".", "..", "shared", "datasets");
    }
}
