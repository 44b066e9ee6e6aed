using System.Globalization;
using Ingestion.Core.Crawls;
using Microsoft.AspNetCore.Http;

namespace Ingestion.Functions.Http;

/// <summary>Reads query parameters and collects every fault, so that one answer names them all.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private const int MaxTextLength = 512;
    private const int MaxNameLength = 100;

    // Azure Functions takes its key and the key's name from the query, in any case.
    private static readonly HashSet<string> HostNames = new(["code", "clientId"], StringComparer.OrdinalIgnoreCase);

    private readonly List<string> _known = [];
    private readonly Dictionary<string, string[]> _errors = [];
    private bool _lenient;

    public IReadOnlyDictionary<string, string[]> Errors => _errors;

    public string? Text(string name, int maxLength = MaxTextLength)
    {
        _known.Add(name);
        string? value = query[name];
        if (query[name].Count > 1)
        {
            Fail(name, "must be given once");
            return null;
        }

        if (value?.Length > maxLength || value?.Contains('\0', StringComparison.Ordinal) == true)
        {
            Fail(name, $"must be at most {maxLength} characters without NUL");
            return null;
        }

        return string.IsNullOrEmpty(value) ? null : value;
    }

    public int Number(string name, int min, int max, int defaultValue)
    {
        if (Text(name) is not { } text)
        {
            return defaultValue;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max)
        {
            return value;
        }

        Fail(name, $"must be a whole number from {min} to {max}");
        return defaultValue;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        DateTimeOffset? time = IsoTime.Parse(text);
        if (time is null)
        {
            Fail(name, IsoTime.Expected);
        }

        return time;
    }

    /// <summary>A value that a parser of its own accepts.</summary>
    public T? Parsed<T>(string name, Func<string, T?> parse, string expectation)
    {
        if (Text(name) is not { } text)
        {
            return default;
        }

        T? value = parse(text);
        if (value is null)
        {
            Fail(name, expectation);
        }

        return value;
    }

    /// <summary>An id that stands in the path.</summary>
    public Guid Id(string field, string text)
    {
        if (!Guid.TryParseExact(text, "D", out Guid id))
        {
            Fail(field, "must be a UUID such as 550e8400-e29b-41d4-a716-446655440000");
        }

        return id;
    }

    /// <summary>Lets unknown parameters through: for routes that another party's program calls.</summary>
    public void AllowOthers() => _lenient = true;

    /// <summary>
    /// Refuses every parameter that was not read: a filter with a typing error would else be no filter. Call it last.
    /// </summary>
    public void RefuseOthers()
    {
        // The query finds a name in any case; a route's names are exact.
        foreach (string name in query.Keys.Where(name => !_lenient && !_known.Contains(name) && !HostNames.Contains(name)))
        {
            string hint = NearestName.Find(name, _known) is { } nearest ? $"; did you mean {nearest}?"
                : _known.Count == 0 ? ", which has none" : "";
            Fail(name.Length > MaxNameLength ? "query" : name, $"is not a parameter of this route{hint}");
        }
    }

    public void Fail(string name, string reason) => _errors[name] = [reason];
}
