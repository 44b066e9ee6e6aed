using System.Security.Cryptography;
using System.Text.Json;

namespace Ingestion.Local.Stack;

/// <summary>Values made once for a data folder and kept in its <c>secrets.json</c>, mode 600.</summary>
internal sealed record LocalSecrets
{
    private const int SecretHexDigits = 48;
    private const int BlobKeyBytes = 64;

    /// <summary>Of the superuser <c>postgres</c>.</summary>
    public required string DatabasePassword { get; init; }

    public required string WebhookSecret { get; init; }

    /// <summary>Not secret, but as lasting: a restarted host of this name takes over its predecessor's work at once.</summary>
    public required string HostName { get; init; }

    /// <summary>Of the role that the service uses. Null in a file of an earlier version.</summary>
    public string? ServicePassword { get; init; }

    /// <summary>Base64. Azurite's published key would let every local user read the blobs. Null in a file of an earlier version.</summary>
    public string? BlobKey { get; init; }

    public static LocalSecrets LoadOrCreate(string path)
    {
        LocalSecrets? found = File.Exists(path) ? Read(path) : null;
        LocalSecrets whole = Complete(found ?? new LocalSecrets
        {
            DatabasePassword = NewSecret(),
            WebhookSecret = NewSecret(),
            HostName = "local-" + RandomNumberGenerator.GetHexString(8, lowercase: true),
        });
        if (whole != found)
        {
            PrivateFile.Write(path, JsonSerializer.Serialize(whole));
        }

        return whole;
    }

    private static LocalSecrets Complete(LocalSecrets secrets) => secrets with
    {
        ServicePassword = secrets.ServicePassword ?? NewSecret(),
        BlobKey = secrets.BlobKey ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(BlobKeyBytes)),
    };

    private static LocalSecrets Read(string path)
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

    private static string NewSecret() => RandomNumberGenerator.GetHexString(SecretHexDigits, lowercase: true);

    private static LocalException Unreadable(string path, Exception? fault) =>
        new($"{path} is damaged. Start with --reset to begin anew.", fault ?? new JsonException("The file holds null."));
}
