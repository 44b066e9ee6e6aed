using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Runtime.Hosting;

/// <summary>The keys that open the host's routes, or none on a developer's machine.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/azure/azure-functions/function-keys-how-to"/>.</remarks>
internal sealed class HostKeys
{
    /// <summary>Name of the system key that opens the durable HTTP API.</summary>
    public const string DurableKeyName = "durabletask_extension";

    private const string HeaderName = "x-functions-key";
    private const string QueryName = "code";

    private readonly byte[]? _master;
    private readonly List<byte[]> _functions = [];
    private readonly Dictionary<string, byte[]> _systems = new(StringComparer.OrdinalIgnoreCase);

    private HostKeys(JsonElement file)
    {
        _master = Digest(ValueOf(file.GetProperty("masterKey")));
        foreach ((string _, string value) in List(file, "functionKeys"))
        {
            _functions.Add(Digest(value));
        }

        foreach ((string name, string value) in List(file, "systemKeys"))
        {
            _systems[name] = Digest(value);
            DurableKey = string.Equals(name, DurableKeyName, StringComparison.OrdinalIgnoreCase) ? value : DurableKey;
        }
    }

    private HostKeys()
    {
    }

    /// <summary>No key is asked for.</summary>
    public static HostKeys NotEnforced { get; } = new();

    public bool IsEnforced => _master is not null;

    /// <summary>The key that management URLs carry; null without one.</summary>
    public string? DurableKey { get; }

    /// <summary>Reads a secrets file.</summary>
    /// <exception cref="FunctionsStartupException">The file is missing, not JSON, or has no master key.</exception>
    public static HostKeys Read(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return NotEnforced;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new HostKeys(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or IOException or UnauthorizedAccessException)
        {
            // The message of a JSON error may quote the file: keys stay out of it.
            string what = fault is IOException or UnauthorizedAccessException ? fault.Message : "it is not a secrets file with a master key.";
            throw new FunctionsStartupException(
                $"The keys file {path} (FunctionsRuntime__KeysFile) cannot be used: {what} "
                + "Expected {\"masterKey\":{\"name\":\"master\",\"value\":\"...\"},\"functionKeys\":[...],\"systemKeys\":[...]}.",
                fault);
        }
    }

    /// <summary>Whether a request may run an HTTP function.</summary>
    public bool Allows(HttpRequest request, AuthorizationLevel level)
    {
        if (level is AuthorizationLevel.Anonymous || _master is null)
        {
            return true;
        }

        if (DigestOf(request) is not { } shown)
        {
            return false;
        }

        return Same(shown, _master) || level switch
        {
            AuthorizationLevel.User or AuthorizationLevel.Function => IsAny(shown, _functions),
            AuthorizationLevel.System => IsAny(shown, _systems.Values),
            _ => false,
        };
    }

    /// <summary>Whether a request may use a route of the host itself: 200, 401 for no or an unknown key, 403 for a lesser key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="systemKeyName">A system key that opens the route beside the master key; null for none.</param>
    public int StatusFor(HttpRequest request, string? systemKeyName)
    {
        if (_master is null)
        {
            return StatusCodes.Status200OK;
        }

        if (DigestOf(request) is not { } shown)
        {
            return StatusCodes.Status401Unauthorized;
        }

        bool isSystem = systemKeyName is not null && _systems.TryGetValue(systemKeyName, out byte[]? key) && Same(shown, key);
        if (Same(shown, _master) || isSystem)
        {
            return StatusCodes.Status200OK;
        }

        return IsAny(shown, _functions) || IsAny(shown, _systems.Values)
            ? StatusCodes.Status403Forbidden
            : StatusCodes.Status401Unauthorized;
    }

    private static byte[]? DigestOf(HttpRequest request)
    {
        string? key = request.Headers.TryGetValue(HeaderName, out var header) ? (string?)header : (string?)request.Query[QueryName];
        return string.IsNullOrEmpty(key) ? null : Digest(key);
    }

    // Digests have one length, so that the comparison takes one time whatever is shown.
    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static bool Same(byte[] shown, byte[] key) => CryptographicOperations.FixedTimeEquals(shown, key);

    private static bool IsAny(byte[] shown, IEnumerable<byte[]> keys)
    {
        bool found = false;
        foreach (byte[] key in keys)
        {
            found |= Same(shown, key);
        }

        return found;
    }

    private static string ValueOf(JsonElement key) => key.GetProperty("value").GetString() is { Length: > 0 } value
        ? value
        : throw new FormatException("a key has no value.");

    private static IEnumerable<(string Name, string Value)> List(JsonElement file, string name) =>
        file.TryGetProperty(name, out JsonElement keys)
            ? keys.EnumerateArray().Select(key => (key.GetProperty("name").GetString() ?? string.Empty, ValueOf(key)))
            : [];
}
