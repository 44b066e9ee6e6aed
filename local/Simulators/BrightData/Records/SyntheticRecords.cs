namespace Simulators.BrightData.Records;

/// <summary>
/// Facebook page posts that never were. A post is decided by seed, page URL and position, so a page that is crawled twice
/// gives the same posts; the envelope (<c>timestamp</c>, <c>input</c>) is the snapshot's.
/// </summary>
internal sealed class SyntheticRecords : IRecordSource
{
    private const ulong IdsPerPage = 100_000_000;
    private const ulong Pages = 100_000_000;

    // Coprime with IdsPerPage: neighbours get distant ids, and no id comes twice.
    private const ulong Stride = 61_803_399;

    private readonly RecordTemplate?[] _templates = new RecordTemplate?[FacebookPost.Variants];
    private readonly ulong _hash;
    private readonly string _page;
    private readonly bool _isOdd;
    private readonly RecordTemplate _tail;

    public SyntheticRecords(long seed, string? url, string tail, bool isOdd)
    {
        _page = PageOf(url);
        _hash = Mixer.Hash((ulong)seed, url?.Split('?')[0].TrimEnd('/') ?? "");
        _isOdd = isOdd;
        _tail = RecordTemplate.Parse(tail);
    }

    public void Write(long index, RecordBuffer buffer)
    {
        int variant = (int)((((ulong)index * 37) + _hash) % FacebookPost.Variants);
        RecordTemplate template = _templates[variant] ??= RecordTemplate.Parse(FacebookPost.Render(variant, _page, _isOdd));
        RecordValues values = ValuesOf(index);
        template.Write(values, buffer);
        _tail.Write(values, buffer);
    }

    /// <summary>Writes only the envelope of a record, with the comma that leads it and the closing brace.</summary>
    public void WriteTail(long index, RecordBuffer buffer) => _tail.Write(ValuesOf(index), buffer);

    public RecordValues ValuesOf(long index)
    {
        ulong id = ((ulong)index * Stride % IdsPerPage) + (_hash % Pages * IdsPerPage) + (IdsPerPage * Pages);
        return new RecordValues(id, Mixer.Mix(_hash + (ulong)index));
    }

    private static string PageOf(string? url)
    {
        string path = Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) ? uri.AbsolutePath.Trim('/').Split('/')[0] : "";
        return path.Length == 0 ? "page" : string.Concat(path.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@'));
    }
}
