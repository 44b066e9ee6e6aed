using System.Security.Cryptography;
using System.Text.Json;

namespace Simulators.Platforms;

/// <summary>All grants. Each change is one line of the state file, written before it is answered; the last line of a grant counts.</summary>
internal sealed class GrantBook : IDisposable
{
    private const int TokenHexDigits = 32;
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Grant> _grants = [];
    private readonly Dictionary<string, Guid> _byAccessToken = new(StringComparer.Ordinal);
    private readonly StreamWriter? _file;

    public GrantBook(PlatformsOptions options, TimeProvider time)
    {
        Time = time;
        if (options.StateFile is not { } path)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        foreach (string line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            if (TryRead(line) is { } grant)
            {
                Keep(grant);
            }
        }

        _file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read)) { AutoFlush = true };

        // A line that a kill cut must not swallow the next one.
        _file.WriteLine();
    }

    public TimeProvider Time { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>A token in a form of its own: platform, kind, random digits.</summary>
    public static string NewToken(string platform, string kind) =>
        $"{platform}-{kind}-{RandomNumberGenerator.GetHexString(TokenHexDigits, lowercase: true)}";

    public void Add(Grant grant)
    {
        lock (_gate)
        {
            Write(grant);
        }
    }

    /// <summary>Finds a grant and replaces it in one step; null when there is none, or <paramref name="change"/> leaves it alone.</summary>
    public Grant? Change(string platform, Func<Grant, bool> isIt, Func<Grant, Grant?> change)
    {
        lock (_gate)
        {
            Grant? found = _grants.Values.FirstOrDefault(grant => grant.Platform == platform && isIt(grant));
            if (found is null || change(found) is not { } changed)
            {
                return null;
            }

            Write(changed);
            return changed;
        }
    }

    /// <summary>The grant whose access token is good now.</summary>
    public Grant? FindGood(string platform, string? accessToken)
    {
        lock (_gate)
        {
            return accessToken is not null
                && _byAccessToken.TryGetValue(accessToken, out Guid id)
                && _grants[id] is { IsRevoked: false } grant
                && grant.Platform == platform
                && (grant.AccessToken == accessToken
                    ? !(grant.ExpiresAt <= Now)
                    : grant.Older.Any(older => older.Value == accessToken && older.ExpiresAt > Now))
                ? grant
                : null;
        }
    }

    /// <summary>Whose access token it is, good or not; null when nobody's.</summary>
    public string? UserOf(string? accessToken)
    {
        lock (_gate)
        {
            return accessToken is not null && _byAccessToken.TryGetValue(accessToken, out Guid id) ? _grants[id].User : null;
        }
    }

    /// <summary>Ends every grant of a user, as when they remove the application or change their password.</summary>
    public int Revoke(string platform, string user)
    {
        lock (_gate)
        {
            Grant[] ended = [.. _grants.Values.Where(grant => grant.Platform == platform && grant.User == user)];
            foreach (Grant grant in ended)
            {
                Write(grant with { IsRevoked = true });
            }

            return ended.Length;
        }
    }

    public void Dispose() => _file?.Dispose();

    private static Grant? TryRead(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize<Grant>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Write(Grant grant)
    {
        _file?.WriteLine(JsonSerializer.Serialize(grant));
        Keep(grant);
    }

    /// <summary>Every call asks whose token it has, with thousands of them about.</summary>
    private void Keep(Grant grant)
    {
        foreach (string token in _grants.TryGetValue(grant.Id, out Grant? before) ? TokensOf(before) : [])
        {
            _byAccessToken.Remove(token);
        }

        foreach (string token in TokensOf(grant))
        {
            _byAccessToken[token] = grant.Id;
        }

        _grants[grant.Id] = grant;
    }

    private static IEnumerable<string> TokensOf(Grant grant) =>
        grant.Older.Select(older => (string?)older.Value).Append(grant.AccessToken).OfType<string>();
}
