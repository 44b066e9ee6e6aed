using System.Text.Json;

namespace Ingestion.Local.Stack;

/// <summary>The ports of the last run, tried first by the next one so that URLs stay the same. 0: none yet.</summary>
internal sealed record KnownPorts
{
    public const int DefaultHttp = 7071;
    public const int DefaultSimulator = 7080;
    public const int DefaultPlatforms = 7081;
    public const int DefaultAzurite = 7400;
    public const int DefaultPostgres = 7432;

    public int Http { get; init; }

    public int Simulator { get; init; }

    public int Platforms { get; init; }

    public int Azurite { get; init; }

    public int Postgres { get; init; }

    public static KnownPorts Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<KnownPorts>(File.ReadAllText(path)) ?? new KnownPorts();
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            // A convenience only: without it the usual ports are tried.
            return new KnownPorts();
        }
    }

    public void Save(string path) => PrivateFile.Write(path, JsonSerializer.Serialize(this));
}
