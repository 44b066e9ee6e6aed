using System.Globalization;
using Ingestion.Local.Processes;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Local;

/// <summary>The demo's accounts on eight platforms, with the program and its servers as processes of their own.</summary>
[Trait("Category", "EndToEnd")]
public sealed class AccountDemoTests : IAsyncLifetime
{
    private const string Yesterday = "Yesterday: one account on each of eight platforms";
    private static readonly string[] WithFollowers = ["facebook", "instagram", "linkedin", "spotify", "tiktok", "x", "youtube"];
    private static readonly string[] WithInsights = ["facebook", "instagram", "linkedin", "youtube"];
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder["data"];

    [Fact]
    public async Task Once_FreshFolder_ShowsHowEightAccountsGrewInADayAndTheNextRunHasNoSecondYesterday()
    {
        await using ProgramRun first = ProgramRun.Start(Data, ProgramRun.OnFreePort("--once"));
        Assert.True(await first.ExitCodeAsync() == 0, first.Output);

        await using ProgramRun second = ProgramRun.Start(Data, ["--once"]);
        Assert.True(await second.ExitCodeAsync() == 0, second.Output);

        Assert.Contains("Completed: 8 of 8 syncs", first.Output, StringComparison.Ordinal);
        AssertGrownInADay(first);
        Assert.DoesNotContain(Yesterday, second.Output, StringComparison.Ordinal);
        AssertGrowthIsKnown(second);
    }

    [Fact]
    public async Task Once_EverythingKilledYesterday_GoesOnWithThatDay()
    {
        await using ProgramRun first = ProgramRun.Start(Data, ProgramRun.OnFreePort("--once"));
        await first.SaysAsync(Yesterday);
        first.Send(Signals.Kill);
        ProgramRun.KillServers(Data);

        await using ProgramRun second = ProgramRun.Start(Data, ProgramRun.OnFreePort("--once"));

        Assert.True(await second.ExitCodeAsync() == 0, second.Output);
        Assert.Contains(Yesterday, second.Output, StringComparison.Ordinal);
        AssertGrownInADay(second);
    }

    [Fact]
    public async Task Once_DatabaseOfTheCaller_IsNotSetBackADay()
    {
        Dictionary<string, string> services = new() { ["POSTGRES_CONNECTION_STRING"] = await PostgresServer.CreateDatabaseAsync("demo") };

        await using ProgramRun run = ProgramRun.Start(Data, ProgramRun.OnFreePort("--once"), services);

        Assert.True(await run.ExitCodeAsync() == 0, run.Output);
        Assert.DoesNotContain(Yesterday, run.Output, StringComparison.Ordinal);
        Assert.Equal(8, Column(run, "sync").Count(one => one.Cell == "completed"));
        Assert.All(Column(run, "before"), one => Assert.Equal("-", one.Cell));
    }

    [Fact]
    public async Task Once_PlatformsOfTheCaller_AreLeftAlone()
    {
        // Set to nothing: the real platforms.
        Dictionary<string, string> services = new() { ["PLATFORM_GATEWAY_URL"] = string.Empty };

        await using ProgramRun run = ProgramRun.Start(Data, ProgramRun.OnFreePort("--once"), services);

        Assert.True(await run.ExitCodeAsync() == 0, run.Output);
        Assert.DoesNotContain(Yesterday, run.Output, StringComparison.Ordinal);
        Assert.Empty(Column(run, "sync"));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await ProgramRun.EndServersAsync(Data);
        _folder.Dispose();
    }

    /// <summary>YouTube's subscribers are rounded to three digits, so that a day may not show.</summary>
    private static void AssertGrownInADay(ProgramRun run)
    {
        AssertGrowthIsKnown(run);
        Assert.All(
            Column(run, "growth").Where(one => one.Platform is not ("apple_music" or "youtube")),
            one => Assert.True(decimal.Parse(one.Cell.TrimEnd('%'), CultureInfo.InvariantCulture) > 0, run.Output));
    }

    /// <summary>All eight are synced, what the platforms count by day is told, and the growth is known of each that has followers.</summary>
    private static void AssertGrowthIsKnown(ProgramRun run)
    {
        Assert.Equal(8, Column(run, "sync").Count(one => one.Cell == "completed"));
        Assert.All(WithInsights, platform => Assert.Matches($"(?m)^  {platform}, [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}: [A-Za-z_]+ [0-9]", run.Output));
        Assert.Equal(
            WithFollowers,
            Column(run, "growth").Where(one => one.Cell != "-").Select(one => one.Platform).Order(StringComparer.Ordinal));
    }

    /// <summary>A column of the accounts' table, platform by platform.</summary>
    private static IReadOnlyList<(string Platform, string Cell)> Column(ProgramRun run, string name)
    {
        string[][] lines = [.. run.Output.Split('\n').Where(line => line.StartsWith('|')).Select(Cells)];
        int header = Array.FindIndex(lines, cells => cells[0] == "platform" && cells.Contains("growth"));
        return header < 0
            ? []
            : [.. lines[(header + 1)..].Where(cells => cells.Length == lines[header].Length).TakeWhile((_, row) => row < 8)
                .Select(cells => (cells[0], cells[Array.IndexOf(lines[header], name)]))];
    }

    private static string[] Cells(string line) => line.Split('|', StringSplitOptions.TrimEntries)[1..^1];
}
