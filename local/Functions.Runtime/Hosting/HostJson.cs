using System.Text.Json;

namespace Functions.Runtime.Hosting;

/// <summary>The part of host.json that this runtime honours; the rest is ignored.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/azure/azure-functions/functions-host-json"/>.</remarks>
internal sealed record HostJson
{
    private const string FileName = "host.json";
    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>First segments of every HTTP route, without slashes. Default <c>api</c>.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>Time that one invocation may take. Default: no limit.</summary>
    public TimeSpan FunctionTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Name of the task hub; null means the engine's default.</summary>
    public string? HubName { get; init; }

    /// <summary>Activities at one time on this host; null means the engine's default.</summary>
    public int? MaxConcurrentActivities { get; init; }

    /// <summary>Orchestrators at one time on this host; null means the engine's default.</summary>
    public int? MaxConcurrentOrchestrators { get; init; }

    /// <summary>Log levels by category.</summary>
    public IReadOnlyDictionary<string, string> LogLevels { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the file of a folder; the defaults when there is none.</summary>
    /// <exception cref="FunctionsStartupException">The file is not JSON, or a value that matters here is not of its type.</exception>
    public static HostJson Read(string directory)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return new HostJson();
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path), Reading);
            return From(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            throw new FunctionsStartupException($"{path} cannot be used: {fault.Message} Correct the file.", fault);
        }
    }

    private static HostJson From(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object)
        {
            throw new FormatException("the file must hold one JSON object.");
        }

        var defaults = new HostJson();
        return defaults with
        {
            RoutePrefix = (Text(root, "extensions", "http", "routePrefix") ?? defaults.RoutePrefix).Trim('/'),
            FunctionTimeout = TimeoutOf(Text(root, "functionTimeout")),
            HubName = Text(root, "extensions", "durableTask", "hubName"),
            MaxConcurrentActivities = Count(root, "extensions", "durableTask", "maxConcurrentActivityFunctions"),
            MaxConcurrentOrchestrators = Count(root, "extensions", "durableTask", "maxConcurrentOrchestratorFunctions"),
            LogLevels = Levels(Find(root, "logging", "logLevel")),
        };
    }

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind is JsonValueKind.Null ? null : element;
    }

    private static string? Text(JsonElement root, params ReadOnlySpan<string> path) => Find(root, path) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new FormatException($"{string.Join('.', path!)} must be a string."),
    };

    private static int? Count(JsonElement root, params ReadOnlySpan<string> path) => Find(root, path) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out int count) && count > 0 => count,
        _ => throw new FormatException($"{string.Join('.', path!)} must be a whole number above 0."),
    };

    private static TimeSpan TimeoutOf(string? text) => text switch
    {
        null or "-1" => Timeout.InfiniteTimeSpan,
        _ when TimeSpan.TryParse(text, out TimeSpan time) && time > TimeSpan.Zero => time,
        _ => throw new FormatException("functionTimeout must be a time such as 00:10:00, or -1 for none."),
    };

    private static Dictionary<string, string> Levels(JsonElement? levels)
    {
        if (levels is not { ValueKind: JsonValueKind.Object } found)
        {
            return [];
        }

        return found.EnumerateObject()
            .Where(level => level.Value.ValueKind is JsonValueKind.String)
            .ToDictionary(level => level.Name, level => level.Value.GetString()!, StringComparer.OrdinalIgnoreCase);
    }
}
