using System.Text.RegularExpressions;

namespace Ingestion.Core.Registration;

/// <summary>Reads how callers of the account routes are known: OWNER_IDENTITY and OWNER_KEYS.</summary>
internal static partial class OwnerSettings
{
    private const string IdentityName = "OWNER_IDENTITY";
    private const string KeysName = "OWNER_KEYS";
    private const int MinKeyLength = 16;

    /// <summary>Whether the headers of App Service authentication are believed.</summary>
    internal static bool ReadIdentity(SettingFaults faults)
    {
        string? text = faults.Text(IdentityName);
        if (text is not (null or "keys" or "app_service"))
        {
            faults.Add($"{IdentityName} must be keys or app_service");
        }

        return text == "app_service";
    }

    /// <summary><c>acme=(key);globex=(key)</c>; an owner may have several keys, for a change from one to the next.</summary>
    internal static IReadOnlyList<OwnerKey> ReadKeys(SettingFaults faults)
    {
        List<OwnerKey> keys = [];
        foreach (string entry in (faults.Text(KeysName) ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('=', 2) is [var owner, var key] && OwnerPattern().IsMatch(owner) && key.Length >= MinKeyLength)
            {
                keys.Add(new OwnerKey(owner, key));
            }
            else
            {
                faults.Add($"{KeysName} must be owner=key;owner=key, with keys of at least {MinKeyLength} characters");
                return [];
            }
        }

        return keys;
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,100}$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnerPattern();
}
