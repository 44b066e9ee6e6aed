using Ingestion.Tests.Registration;
using Xunit;

namespace Ingestion.Tests.Persistence;

[Trait("Category", "Postgres")]
public sealed class TableDocsTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    [Fact]
    public async Task Tables_EachHasAPage()
    {
        IReadOnlyList<string> tables = await pipeline.Database.QueryAsync<string>(
            "select table_name from information_schema.tables where table_schema = 'ingestion'", null, CancellationToken.None);

        Assert.Equal(tables.Order(StringComparer.Ordinal), DocPage.Names("docs/tables"));
    }

    [Fact]
    public async Task Columns_EachPage_NamesThemWithTypeAndNullability()
    {
        foreach (string table in DocPage.Names("docs/tables"))
        {
            IReadOnlyList<(string Name, string Type, bool IsRequired)> columns = await pipeline.Database.ReadAsync(
                """
                select column_name, case data_type when 'ARRAY' then ltrim(udt_name, '_') || '[]' else data_type end, is_nullable = 'NO'
                from information_schema.columns where table_schema = 'ingestion' and table_name = @table order by ordinal_position
                """,
                new { table },
                row => (row.GetString(0), row.GetString(1), row.GetBoolean(2)),
                CancellationToken.None);

            Assert.Equal(columns, DocPage.Rows($"docs/tables/{table}.md").Select(row => (row.Name, row.Type, row.IsRequired == "Yes")));
        }
    }
}
