using System.Globalization;
using Simulators.BrightData;

namespace Simulators;

/// <summary>Reads the command line: <c>--name value</c> or <c>--name=value</c>.</summary>
public static class SimulatorArguments
{
    private static readonly Dictionary<string, Func<SimulatorOptions, string, SimulatorOptions>> Switches = new()
    {
        ["--port"] = (o, v) => o with { Port = Number(v, 0, 65_535) },
        ["--data-folder"] = (o, v) => o with { DataFolder = Directory.Exists(v) ? v : throw new FormatException($"no folder '{v}'") },
        ["--state"] = (o, v) => o with { StateFile = v },
        ["--seed"] = (o, v) => o with { Seed = Number(v, int.MinValue, int.MaxValue) },
        ["--api-key"] = (o, v) => o with { ApiKey = v },
        ["--starting"] = (o, v) => o with { StartingTime = Time(v) },
        ["--duration"] = (o, v) => o with { Duration = Time(v) },
        ["--default-records"] = (o, v) => o with { DefaultRecords = Number(v, 0, int.MaxValue) },
        ["--running-jobs-limit"] = (o, v) => o with { RunningJobsLimit = Number(v, 0, int.MaxValue) },
        ["--ip-block"] = (o, v) => o with { BlocksIp = Flag(v) },
        ["--sync-wait"] = (o, v) => o with { SyncWait = Time(v) },
        ["--list-lag"] = (o, v) => o with { ListLag = Time(v) },
        ["--echo-file-records"] = (o, v) => o with { EchoesIntoFileRecords = Flag(v) },
        ["--building-every"] = (o, v) => o with { BuildingEvery = Number(v, 0, int.MaxValue) },
        ["--unknown-datasets"] = (o, v) => o with { AcceptsUnknownDatasets = Flag(v) },
        ["--retention"] = (o, v) => o with { Retention = Time(v) },
        ["--webhook-timeout"] = (o, v) => o with { WebhookTimeout = Time(v) },
        ["--webhook-retries"] = (o, v) => o with { WebhookRetries = [.. v.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Time)] },
        ["--platforms-port"] = (o, v) => o with { PlatformsPort = Number(v, 0, 65_535) },
        ["--platforms-state"] = (o, v) => o with { PlatformsStateFile = v },
        ["--fault"] = (o, v) => o with { Faults = [.. o.Faults, v] },
    };

    /// <summary>The options, or null and what is wrong.</summary>
    public static (SimulatorOptions? Options, string? Message) Read(IReadOnlyList<string> args)
    {
        var options = new SimulatorOptions { Port = 7080 };
        try
        {
            for (int i = 0; i < args.Count; i++)
            {
                string[] parts = args[i].Split('=', 2);
                if (!Switches.TryGetValue(parts[0], out Func<SimulatorOptions, string, SimulatorOptions>? set))
                {
                    return (null, $"unknown switch '{parts[0]}'; known: {string.Join(' ', Switches.Keys)}; see local/Simulators/README.md");
                }

                string value = parts.Length == 2 ? parts[1] : ++i < args.Count ? args[i] : throw new FormatException("a value is missing");
                options = Set(options, parts[0], value, set);
            }
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }

        return (options, null);
    }

    private static SimulatorOptions Set(
        SimulatorOptions options, string name, string value, Func<SimulatorOptions, string, SimulatorOptions> set)
    {
        try
        {
            return set(options, value);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{name}: {e.Message}", e);
        }
    }

    private static int Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new FormatException($"'{text}' is not a number from {least} to {most}");

    /// <summary><c>3</c> and <c>3s</c> are seconds; <c>500ms</c>, <c>2m</c>, <c>1h</c> and <c>30d</c> say their unit.</summary>
    private static TimeSpan Time(string text)
    {
        string digits = text.TrimEnd('m', 's', 'h', 'd');
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
        {
            throw new FormatException($"'{text}' is not a time such as 3s, 500ms, 2m");
        }

        return text[digits.Length..] switch
        {
            "" or "s" => TimeSpan.FromSeconds(number),
            "ms" => TimeSpan.FromMilliseconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" => TimeSpan.FromDays(number),
            string unit => throw new FormatException($"'{unit}' is not a unit of time"),
        };
    }

    private static bool Flag(string text) => text switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        _ => throw new FormatException($"'{text}' is neither on nor off"),
    };
}
