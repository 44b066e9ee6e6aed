using System.Text.RegularExpressions;
using Xunit;

namespace Ingestion.Tests.Functions;

/// <summary>
/// Deterministic code is in files named `*.orchestration.cs`. The official analyzers (DURABLE0001 to DURABLE0011) cannot be restored
/// everywhere, so the same list is searched for here.
/// </summary>
[Trait("Category", "Unit")]
public sealed class OrchestrationSourceTests
{
    private static readonly (string Rule, string Pattern)[] Forbidden =
    [
        ("DURABLE0001 clock", @"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bTimeProvider\b|\bStopwatch\b|\bEnvironment\.TickCount"),
        ("DURABLE0002 random", @"\bGuid\.(NewGuid|CreateVersion7)\b|\bnew Random\b|\bRandom\.Shared\b|\bRandomNumberGenerator\b"),
        ("DURABLE0003 delay", @"\bTask\.Delay\b|\bThread\.Sleep\b|\bPeriodicTimer\b"),
        ("DURABLE0004 threads", @"\bTask\.(Run|Factory)\b|\bnew Thread\b|\bThreadPool\b|\bParallel\.|\.ContinueWith\(|\.ConfigureAwait\(|\.CancelAsync\("),
        ("DURABLE0005 input/output", @"\bHttpClient\b|\bFile\.|\bDirectory\.|\bNpgsql|\bBlob\w*Client\b|\bConsole\."),
        ("DURABLE0006 environment", @"\bEnvironment\.|\bIConfiguration\b|\bIOptions\w*<"),
        ("DURABLE0007 cancellation parameter", @"RunAsync\([^)]*\bCancellationToken\b"),
        ("DURABLE0008 other bindings", @"\[DurableClient\]|\[HttpTrigger|\[TimerTrigger|\bFunctionContext\b"),
        ("locks", @"\block\s*\(|\bSemaphoreSlim\b|\bstatic\s+(?!async|void|Task|readonly|class|partial|TaskOptions)\w+[\w<>?]*\s+_?\w+\s*(=|;)"),
    ];

    public static TheoryData<string> Files()
    {
        string functions = Path.Combine(Repository.Root, "Ingestion.Functions");
        return [.. Directory.EnumerateFiles(functions, "*.orchestration.cs", SearchOption.AllDirectories).Select(path => Path.GetFileName(path))];
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Orchestration_Source_UsesNothingThatReplayForbids(string file)
    {
        string path = Directory.EnumerateFiles(Path.Combine(Repository.Root, "Ingestion.Functions"), file, SearchOption.AllDirectories).Single();

        string[] found = [.. FindForbidden(File.ReadAllText(path))];

        Assert.Empty(found);
    }

    [Fact]
    public void OrchestrationTriggers_AreInOrchestrationFilesOnly()
    {
        string functions = Path.Combine(Repository.Root, "Ingestion.Functions");

        IEnumerable<string> elsewhere = Directory.EnumerateFiles(functions, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(path => !path.EndsWith(".orchestration.cs", StringComparison.Ordinal))
            .Where(path => File.ReadAllText(path).Contains("TaskOrchestrationContext", StringComparison.Ordinal));

        Assert.Empty(elsewhere);
    }

    [Theory]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("await Task.Delay(1000);")]
    [InlineData("var id = Guid.NewGuid();")]
    [InlineData("await x.ConfigureAwait(false);")]
    [InlineData("string? key = Environment.GetEnvironmentVariable(\"KEY\");")]
    [InlineData("Task RunAsync(TaskOrchestrationContext context, CancellationToken token)")]
    public void Search_ForbiddenSource_IsFound(string source) => Assert.NotEmpty(FindForbidden(source));

    private static IEnumerable<string> FindForbidden(string source)
    {
        string code = Regex.Replace(source, @"//.*$", string.Empty, RegexOptions.Multiline);
        return from rule in Forbidden
               from Match match in Regex.Matches(code, rule.Pattern)
               select $"{rule.Rule}: {match.Value}";
    }
}
