using Ingestion.Local.Processes;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Local;

[Trait("Category", "Unit")]
public sealed class ChildProcessTests : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Stop_ProcessThatListens_EndsWithinTheGrace()
    {
        using ChildProcess child = Start("exec sleep 600");

        await child.StopAsync(Signals.Terminate, Grace, TimeProvider.System);

        Assert.True(child.Exited.IsCompleted);
        Assert.Null(ProcessIdentity.Find(child.Id));
    }

    [Fact]
    public async Task Stop_ProcessThatDoesNotListen_IsKilledAfterTheGrace()
    {
        using ChildProcess child = Start("trap '' TERM; echo ready; while :; do sleep 600; done");
        await Eventually.TrueAsync(() => ChildLog.LastLines(child.LogFile, 1).Contains("ready"));

        await child.StopAsync(Signals.Terminate, TimeSpan.FromMilliseconds(200), TimeProvider.System);

        Assert.Equal(128 + Signals.Kill, child.ExitCode);
    }

    [Fact]
    public async Task Adopt_ByPidFile_WatchesAndStopsTheSameProcess()
    {
        using ChildProcess started = Start("exec sleep 600");
        await Eventually.TrueAsync(() => ProcessIdentity.ReadPidFile(_folder["child.pid"]) is not null);

        using ChildProcess? adopted = ChildProcess.Adopt(
            "child", started.LogFile, ProcessIdentity.ReadPidFile(_folder["child.pid"]), TimeProvider.System);
        await adopted!.StopAsync(Signals.Terminate, Grace, TimeProvider.System);

        Assert.Equal(started.Id, adopted.Id);
        await started.Exited;
    }

    [Fact]
    public void Adopt_SameIdOtherStart_IsRefused()
    {
        ProcessIdentity self = ProcessIdentity.Find(Environment.ProcessId)!;

        Assert.True(self.IsAlive());
        Assert.Null(ChildProcess.Adopt("child", "log", self with { StartedAt = "1" }, TimeProvider.System));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no process")]
    [InlineData("12 (name")]
    [InlineData("4711 (sh) S 1 2")]
    public void ReadPidFile_TornFile_IsNobody(string content)
    {
        File.WriteAllText(_folder["torn.pid"], content);

        Assert.Null(ProcessIdentity.ReadPidFile(_folder["torn.pid"]));
    }

    [Fact]
    public async Task DescribeExit_FailedProcess_HasItsCodeAndLastLines()
    {
        using ChildProcess child = Start("echo first; echo the reason >&2; exit 7");

        await child.Exited;

        Assert.Contains("exit code 7", child.DescribeExit(), StringComparison.Ordinal);
        Assert.Contains("the reason", child.DescribeExit(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_Again_KeepsEarlierOutputUnderANumber()
    {
        using ChildProcess first = Start("echo first");
        await first.Exited;
        using ChildProcess second = Start("echo second");
        await second.Exited;

        Assert.Equal(["second"], ChildLog.LastLines(_folder["child.log"], 5));
        Assert.Equal(["first"], ChildLog.LastLines(_folder["child.1.log"], 5));
    }

    public void Dispose() => _folder.Dispose();

    private ChildProcess Start(string script) => ChildProcess.Start(new ChildCommand
    {
        Name = "child",
        FileName = "/bin/sh",
        Arguments = ["-c", script],
        WorkingDirectory = _folder.Path,
        LogFile = _folder["child.log"],
        PidFile = _folder["child.pid"],
    });
}
