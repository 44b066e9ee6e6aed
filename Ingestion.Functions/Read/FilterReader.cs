using Ingestion.Core.Persistence;
using Ingestion.Core.Providers.BrightData;
using Ingestion.Core.Search;
using Ingestion.Functions.Http;

namespace Ingestion.Functions.Read;

/// <summary>Reads the filters of a list from the query.</summary>
internal sealed class FilterReader(QueryReader parameters)
{
    private const string NothingToFind = "must contain a letter or a digit";

    private readonly Dictionary<string, object> _values = [];

    public IReadOnlyDictionary<string, object> Values => _values;

    /// <summary>A filter that the route sets, not the caller.</summary>
    public void Set(string name, object value) => _values[name] = value;

    /// <summary>What the caller sees, for lists of what crawls brought.</summary>
    public void Scope(Scope scope) => Add("owner", scope.Owner);

    public void Text(string name, int maxLength = 512) => Add(name, parameters.Text(name, maxLength));

    public void Platform() => Add("platform", parameters.Parsed(
        "platform", PlatformHosts.Normalize, $"must be one of {string.Join(", ", PlatformHosts.Platforms)}"));

    /// <summary>Stored in lower case and without its mark, `@` or `#`.</summary>
    public void Marked(string name, char mark) =>
        Add(name, parameters.Parsed(name, text => Unmarked(text, mark), $"must name something, with or without {mark}"));

    public void OneOf(string name, IReadOnlyList<string> allowed, string? defaultValue = null) => Add(
        name,
        parameters.Parsed(
            name,
            text => allowed.FirstOrDefault(one => one.Equals(text, StringComparison.OrdinalIgnoreCase)),
            $"must be one of {string.Join(", ", allowed)}")
        ?? defaultValue);

    public void Uuid(string name) => Add(name, parameters.Parsed<Guid?>(
        name, text => Guid.TryParseExact(text, "D", out Guid id) ? id : null, "must be a UUID"));

    /// <summary>The first day of a month.</summary>
    public void Month(string name) => Add(name, parameters.Parsed<DateOnly?>(
        name,
        text => DateOnly.TryParseExact($"{text}-01", "yyyy-MM-dd", out DateOnly first) ? first : null,
        "must be a month such as 2026-11"));

    /// <summary>A part of a text: without a letter or digit there is nothing to find.</summary>
    public void Search(string name) => Add(name, parameters.Parsed(
        name, text => text.Any(char.IsLetterOrDigit) ? text : null, NothingToFind));

    public void Words(string name) => Add(name, parameters.Parsed(
        name, WordQuery.TryParse, $"{NothingToFind}, and have at most {WordQuery.MaxWords} words"));

    /// <summary>`from` is included, `to` is not.</summary>
    public void Period()
    {
        DateTimeOffset? from = parameters.Time("from");
        DateTimeOffset? to = parameters.Time("to");
        if (from > to)
        {
            parameters.Fail("to", "must not be before from");
        }

        Add("from", from);
        Add("to", to);
    }

    internal static string? Unmarked(string text, char mark) =>
        text.TrimStart(mark).ToLowerInvariant() is { Length: > 0 } name ? name : null;

    private void Add(string name, object? value)
    {
        if (value is not null)
        {
            _values[name] = value;
        }
    }
}
