using System.Security.Cryptography;
using System.Text.Json;

namespace Ingestion.Local.Stack;

/// <summary>Values made once for a data folder and kept in its <c>secrets.json</c>, mode 600.</summary>
internal sealed record LocalSecrets
{
    private const int SecretHexDigits = 48;

    public required string DatabasePassword { get; init; }

    public required string WebhookSecret { get; init; }

    /// <summary>Not secret, but as lasting: a restarted host of this name takes over its predecessor's work at once.</summary>
    public required string HostName { get; init; }

    public static LocalSecrets LoadOrCreate(string path)
    {
        if (File.Exists(path))
        {
            try
            {
                return JsonSerializer.Deserialize<LocalSecrets>(File.ReadAllText(path)) ?? throw Unreadable(path, null);
            }
            catch (JsonException fault)
            {
                throw Unreadable(path, fault);
            }
        }

        LocalSecrets made = new()
        {
            DatabasePassword = RandomNumberGenerator.GetHexString(SecretHexDigits, lowercase: true),
            WebhookSecret = RandomNumberGenerator.GetHexString(SecretHexDigits, lowercase: true),
            HostName = "local-" + RandomNumberGenerator.GetHexString(8, lowercase: true),
        };
        PrivateFile.Write(path, JsonSerializer.Serialize(made));
        return made;
    }

    private static LocalException Unreadable(string path, Exception? fault) =>
        new($"{path} is damaged. Start with --reset to begin anew.", fault ?? new JsonException("The file holds null."));
}
