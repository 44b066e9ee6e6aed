using Ingestion.Core.Errors;
using Microsoft.Extensions.Configuration;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>The key from the setting <c>BRIGHTDATA_API_KEY</c>, read anew each time so that a reload takes effect.</summary>
internal sealed class ConfiguredBrightDataKey(IConfiguration configuration) : IBrightDataKey
{
    public const string SettingName = "BRIGHTDATA_API_KEY";

    public ValueTask<string> GetAsync(CancellationToken cancellationToken) =>
        new(Checked(configuration[SettingName], SettingName));

    public ValueTask<string> RefreshAsync(string refused, CancellationToken cancellationToken) => GetAsync(cancellationToken);

    /// <summary>The key without surrounding white space. Its text is never part of the exception.</summary>
    public static string Checked(string? key, string source)
    {
        var trimmed = key?.Trim();
        return !string.IsNullOrEmpty(trimmed) && trimmed.All(character => character is > ' ' and < '\u007f')
            ? trimmed
            : throw new ProviderRejectedException(
                ErrorCodes.BrightDataUnauthorized, $"{source} is empty or holds characters that no API key has");
    }
}
