using System.Text.Json;

namespace Simulators.BrightData.Jobs;

/// <summary>Checks inputs as the provider does: the first bad one rejects the whole request.</summary>
internal static class InputRules
{
    private static readonly string[] UrlKeys = ["url", "URL", "search_url"];

    public static Answer? Check(Dataset dataset, string? discoverBy, TriggerBody body)
    {
        for (int i = 0; i < body.Inputs.Count; i++)
        {
            List<string[]> faults = Faults(dataset, discoverBy, body.Inputs[i], body.CustomInputFields);
            if (faults.Count > 0)
            {
                return Answer.OfJson(400, new
                {
                    error = "Invalid input provided",
                    code = "validation_error",
                    type = "validation",
                    line = body.Inputs[i].GetRawText(),
                    index = i + 1,
                    errors = faults,
                });
            }
        }

        return null;
    }

    private static List<string[]> Faults(Dataset dataset, string? discoverBy, JsonElement input, IReadOnlyList<string> customFields)
    {
        var faults = new List<string[]>();
        string[] required = Required(discoverBy);
        if (required.Length > 0 && !required.Any(key => IsPresent(input, key)))
        {
            faults.Add([required[0], "Required field"]);
        }

        if (input.ValueKind != JsonValueKind.Object)
        {
            return faults;
        }

        foreach (JsonProperty field in input.EnumerateObject())
        {
            if (dataset.Fields.Length > 0 && !dataset.Fields.Contains(field.Name) && !customFields.Contains(field.Name))
            {
                faults.Add([field.Name, $"This input should not contain a {field.Name} field"]);
            }
            else if (UrlKeys.Contains(field.Name) && UrlFault(dataset, field.Value) is { } reason)
            {
                faults.Add([field.Name, reason]);
            }
        }

        return faults;
    }

    private static string[] Required(string? discoverBy) => discoverBy switch
    {
        "user_name" => ["user_name"],
        "keyword" => ["keyword", "search_keyword"],
        "search_url" => ["search_url"],
        "hashtag" => ["hashtag"],
        "profiles_array" => ["urls"],
        "search_filters" or "explore" => [],
        _ => ["url", "URL"],
    };

    private static bool IsPresent(JsonElement input, string key) =>
        input.ValueKind == JsonValueKind.Object
        && input.TryGetProperty(key, out JsonElement value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
        && !(value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0);

    private static string? UrlFault(Dataset dataset, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String
            || !Uri.TryCreate(value.GetString(), UriKind.Absolute, out Uri? url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            return "This field must be a valid url";
        }

        bool fits = dataset.Hosts.Length == 0
            || dataset.Hosts.Any(h => url.Host == h || url.Host.EndsWith("." + h, StringComparison.Ordinal));
        return fits ? null : $"Value should match pattern ^https://([^/]+\\.)?({string.Join('|', dataset.Hosts)})/";
    }
}
