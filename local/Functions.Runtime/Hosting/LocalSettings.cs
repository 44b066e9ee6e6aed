using System.Text.Json;

namespace Functions.Runtime.Hosting;

/// <summary>local.settings.json: settings of a developer's machine.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file"/>.</remarks>
internal sealed record LocalSettings
{
    private const string FileName = "local.settings.json";
    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary><c>Values</c> and <c>ConnectionStrings</c> as configuration keys; <c>__</c> is written as <c>:</c>.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; init; } = new Dictionary<string, string?>();

    /// <summary><c>Host.LocalHttpPort</c>, or null.</summary>
    public int? LocalHttpPort { get; init; }

    /// <summary>Reads the file of a folder; nothing when there is none.</summary>
    /// <exception cref="FunctionsStartupException">The file is not JSON, is encrypted, or holds values that are not plain.</exception>
    public static LocalSettings Read(string directory)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return new LocalSettings();
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

    private static LocalSettings From(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object)
        {
            throw new FormatException("the file must hold one JSON object.");
        }

        if (root.TryGetProperty("IsEncrypted", out JsonElement encrypted) && encrypted.ValueKind is JsonValueKind.True)
        {
            throw new FormatException("IsEncrypted must be false; this runtime has no key for it.");
        }

        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Add(values, root, "Values", string.Empty);
        Add(values, root, "ConnectionStrings", "ConnectionStrings:");
        int? port = root.TryGetProperty("Host", out JsonElement host)
            && host.ValueKind is JsonValueKind.Object
            && host.TryGetProperty(nameof(LocalHttpPort), out JsonElement number) ? number.GetInt32() : null;
        return new LocalSettings { Values = values, LocalHttpPort = port };
    }

    private static void Add(Dictionary<string, string?> values, JsonElement root, string section, string prefix)
    {
        if (!root.TryGetProperty(section, out JsonElement found) || found.ValueKind is JsonValueKind.Null)
        {
            return;
        }

        if (found.ValueKind is not JsonValueKind.Object)
        {
            throw new FormatException($"{section} must be a JSON object.");
        }

        foreach (JsonProperty value in found.EnumerateObject())
        {
            if (value.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                throw new FormatException($"{section}.{value.Name} must be a string; nested values are written as Section__Key.");
            }

            values[prefix + value.Name.Replace("__", ":", StringComparison.Ordinal)] = value.Value.ToString();
        }
    }
}
