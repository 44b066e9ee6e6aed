using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Ingestion.Core.Registration;

/// <summary>Reads settings by name and collects what is wrong with them. Names only: a value may be a secret.</summary>
internal sealed class SettingFaults(IConfiguration configuration)
{
    private readonly List<string> faults = [];

    internal IReadOnlyList<string> Faults => [.. faults.Order(StringComparer.Ordinal)];

    internal void Add(string fault) => faults.Add(fault);

    internal string? Text(string name) =>
        configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    internal string Required(string name)
    {
        string? value = Text(name);
        if (value is null)
        {
            Add($"{name} is missing");
        }

        return value ?? "";
    }

    internal bool? Flag(string name) => Text(name)?.ToUpperInvariant() switch
    {
        null => null,
        "TRUE" or "1" or "YES" or "ON" => true,
        "FALSE" or "0" or "NO" or "OFF" => false,
        _ => Fault<bool>($"{name} must be true or false"),
    };

    internal int? Number(string name, int least, int most) => Text(name) switch
    {
        null => null,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most => number,
        _ => Fault<int>($"{name} must be a whole number from {least} to {most}"),
    };

    /// <summary>https, or http when the host is this machine.</summary>
    internal Uri? Url(string name)
    {
        string? text = Text(name);
        if (text is null)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            return url;
        }

        Add($"{name} must be an absolute https URL (http is for this machine only)");
        return null;
    }

    private T? Fault<T>(string fault)
        where T : struct
    {
        Add(fault);
        return null;
    }
}
