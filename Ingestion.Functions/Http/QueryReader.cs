using System.Globalization;
using Ingestion.Core.Crawls;
using Microsoft.AspNetCore.Http;

namespace Ingestion.Functions.Http;

/// <summary>Reads query parameters and collects every fault, so that one answer names them all.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private const int MaxTextLength = 512;

    // Azure Functions takes its key and the key's name from the query.
    private readonly HashSet<string> _known = new(["code", "clientId"], StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string[]> _errors = [];

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

    /// <summary>
    /// Refuses every parameter that nobody has asked for: a filter with a typing error would else be no filter. Call it last.
    /// </summary>
    public void RefuseOthers()
    {
        foreach (string name in query.Keys.Where(name => !_known.Contains(name)))
        {
            Fail(name, "is not a parameter of this route");
        }
    }

    public void Fail(string name, string reason) => _errors[name] = [reason];
}
