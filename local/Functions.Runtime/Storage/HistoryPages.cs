using Functions.Runtime.Engine;

namespace Functions.Runtime.Storage;

/// <summary>Reads history page by page, so that neither a long history nor the code that replays it holds a connection.</summary>
internal sealed class HistoryPages(DurableDatabase database)
{
    private const int PageSize = 500;

    private const string Select = """
        SELECT revision, events FROM durable.history WHERE instance_key = $1 AND revision > $2 ORDER BY revision LIMIT $3
        """;

    /// <summary>The checkpoints of the current execution of an instance, oldest first.</summary>
    public async IAsyncEnumerable<List<HistoryEvent>> ReadAsync(
        long key, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int after = -1;
        while (true)
        {
            List<(int Revision, string Events)> page = await ReadPageAsync(key, after, cancellationToken);
            foreach ((int revision, string events) in page)
            {
                yield return HistoryJson.Read(events);
                after = revision;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }
        }
    }

    private Task<List<(int Revision, string Events)>> ReadPageAsync(long key, int after, CancellationToken cancellationToken) =>
        database.RunAsync(
            batch => batch.Add(Select).With(key).With(after).With(PageSize),
            static async (reader, token) =>
            {
                List<(int, string)> rows = [];
                while (await reader.ReadAsync(token))
                {
                    rows.Add((reader.GetInt32(0), reader.GetString(1)));
                }

                return rows;
            },
            cancellationToken);
}
