using System.Text.Json;

namespace Ingestion.Bench.Normalize;

/// <summary>
/// Real records of the provider: in the folder that <c>INGESTION_DATASETS</c> names, else in <c>../shared/datasets</c> beside
/// the repository.
/// </summary>
/// <param name="Bytes">The records with commas between them.</param>
/// <param name="Records">Each record's place in <paramref name="Bytes"/>.</param>
internal sealed record RealSnapshots(byte[] Bytes, IReadOnlyList<(int Offset, int Length)> Records)
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
        return new RealSnapshots(bytes, Split(bytes));
    }

    private static List<(int Offset, int Length)> Split(byte[] bytes)
    {
        List<(int Offset, int Length)> records = [];
        int offset = 0;
        while (offset < bytes.Length)
        {
            offset += bytes.AsSpan(offset).IndexOf((byte)'{');
            Utf8JsonReader json = new(bytes.AsSpan(offset));
            json.Read();
            json.Skip();
            records.Add((offset, (int)json.BytesConsumed));
            offset += (int)json.BytesConsumed;
            offset += bytes.AsSpan(offset).IndexOf((byte)'{') is >= 0 and var gap ? gap : bytes.Length - offset;
        }

        return records;
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
