using Simulators;
using Simulators.BrightData;
using Simulators.Platforms;

(SimulatorOptions? options, string? message) = SimulatorArguments.Read(args);
if (options is null)
{
    await Console.Error.WriteLineAsync(message);
    return args.Contains("--help") ? 0 : 2;
}

try
{
    await using BrightDataSimulator simulator = await BrightDataSimulator.StartAsync(options, CancellationToken.None);
    await using PlatformsSimulator? platforms = options.PlatformsPort is { } port
        ? await PlatformsSimulator.StartAsync(
            new PlatformsOptions { Port = port, StateFile = options.PlatformsStateFile }, CancellationToken.None)
        : null;
    await Console.Out.WriteLineAsync($"listening on {simulator.BaseUrl}");
    if (platforms is not null)
    {
        await Console.Out.WriteLineAsync($"platforms on {platforms.BaseUrl}");
    }

    await simulator.WaitForShutdownAsync(CancellationToken.None);
    return 0;
}
catch (Exception e) when (e is IOException or FormatException or InvalidDataException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"simulator: {e.Message}");
    return 1;
}
