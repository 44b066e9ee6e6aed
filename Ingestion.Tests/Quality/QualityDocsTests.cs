using System.Globalization;
using System.Reflection;
using Ingestion.Core.Quality;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Quality;

[Trait("Category", "Postgres")]
public sealed class QualityDocsTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    [Fact]
    public void Rules_EachIsListedWithSeverityAndPenalty() => Assert.Equal(
        QualityRules.All.Select(rule => (rule.Name, rule.Severity, rule.Penalty.ToString(CultureInfo.InvariantCulture))),
        Rows("Rules").Select(row => (row[0], row[1], row[2])));

    [Fact]
    public void Settings_EachIsListedWithItsDefault()
    {
        QualityOptions defaults = new();

        Assert.Equal(
            typeof(QualityOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(setting => ($"{QualityOptions.SectionName}__{setting.Name}", $"{setting.GetValue(defaults)}")),
            Rows("Settings").Select(row => (row[0], row[1])));
    }

    [Fact]
    public void EmptyResults_EachIsListed() => Assert.Equal(
        Enum.GetValues<EmptyResult>().Select(EmptyResults.ToWire), Rows("When nothing was stored").Select(row => row[0]));

    [Fact]
    public async Task Growth_EachColumnIsListed() => Assert.Equal(
        await pipeline.Database.QueryAsync<string>(
            """
            select name from pg_proc, unnest(proargnames, proargmodes) as a(name, mode)
            where pronamespace = 'ingestion'::regnamespace and proname = 'calculate_growth_rates' and mode = 't'
            """,
            null,
            CancellationToken.None),
        Rows("Daily metrics").Select(row => row[0]));

    /// <summary>The rows of the section's table, without its head; names without their marks.</summary>
    private static string[][] Rows(string section) =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs/quality.md"))
            .SkipWhile(line => line != $"## {section}").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim(' ', '`')).ToArray()),
    ];
}
