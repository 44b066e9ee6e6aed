using System.Text.RegularExpressions;

namespace Ingestion.Core.Registration;

/// <summary>Reads how callers are known: OWNER_IDENTITY, OWNER_KEYS and OPERATOR_KEYS.</summary>
internal static partial class CallerSettings
{
    private const string IdentityName = "OWNER_IDENTITY";
    private const string OwnerKeys = "OWNER_KEYS";
    private const string OperatorKeys = "OPERATOR_KEYS";
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

    internal static IReadOnlyList<CallerKey> ReadOwnerKeys(SettingFaults faults) => ReadKeys(OwnerKeys, "owner", faults);

    internal static IReadOnlyList<CallerKey> ReadOperatorKeys(SettingFaults faults) => ReadKeys(OperatorKeys, "name", faults);

    /// <summary>One key must not have two roles.</summary>
    internal static void CheckRoles(IngestionSettings settings, SettingFaults faults)
    {
        if (settings.OperatorKeys.Any(key => settings.OwnerKeys.Any(key.IsSameKey)))
        {
            faults.Add($"{OwnerKeys} and {OperatorKeys} must not have a key in common");
        }
    }

    /// <summary><c>acme=(key);globex=(key)</c>; a name may have several keys, for a change from one to the next.</summary>
    private static List<CallerKey> ReadKeys(string setting, string part, SettingFaults faults)
    {
        List<CallerKey> keys = [];
        string text = faults.Text(setting) ?? "";
        foreach (string entry in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('=', 2) is [var name, var key] && NamePattern().IsMatch(name) && key.Length >= MinKeyLength)
            {
                keys.Add(new CallerKey(name, key));
            }
            else
            {
                faults.Add($"{setting} must be {part}=key;{part}=key, with keys of at least {MinKeyLength} characters");
                return [];
            }
        }

        return keys;
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,100}$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
