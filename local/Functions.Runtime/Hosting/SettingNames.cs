using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Functions.Runtime.Hosting;

/// <summary>Replaces <c>%Name%</c> by the setting of that name.</summary>
internal static partial class SettingNames
{
    /// <exception cref="FunctionsStartupException">There is no such setting.</exception>
    public static string Resolve(string text, IConfiguration configuration, string where) =>
        Name().Replace(text, match =>
        {
            string name = match.Groups[1].Value;
            return configuration[name.Replace("__", ":", StringComparison.Ordinal)] ?? throw new FunctionsStartupException(
                $"{where} uses %{name}%, but there is no such setting. Set {name} as an environment variable or in local.settings.json.");
        });

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Name();
}
