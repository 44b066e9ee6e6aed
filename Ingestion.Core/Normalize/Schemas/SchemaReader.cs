using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Ingestion.Core.Normalize.Schemas;

/// <summary>
/// Reads a schema of the registry: the part of JSON Schema (draft 2020-12) that it uses, and nothing else, so that a slip of
/// the pen cannot pass for a rule.
/// </summary>
internal static class SchemaReader
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    private static readonly FrozenSet<string> Roles = new[]
    {
        "id", "author", "likes", "comments", "shares", "quotes", "views", "saves", "followers", "posts",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> SchemaKeywords = new[]
    {
        "$schema", "$id", "title", "description", "x-datasets", "type", "required", "properties",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> FieldKeywords = new[]
    {
        "type", "x-role", "x-hideable", "description",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <exception cref="JsonException">It is not a schema of the registry; says why.</exception>
    internal static DatasetSchema Read(Stream json, string name, int version)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement schema = document.RootElement;
        RequireKeywords(schema, SchemaKeywords, name);
        Require(schema.GetProperty("$schema").ValueEquals(Draft), name, $"$schema is not {Draft}");
        string id = string.Create(CultureInfo.InvariantCulture, $"{name}/v{version}");
        Require(schema.GetProperty("$id").ValueEquals(id), name, $"$id is not {id}");
        Require(schema.GetProperty("type").ValueEquals("object"), name, "type is not object");
        string[] required = Texts(schema.GetProperty("required"));
        SchemaField[] fields =
            [.. schema.GetProperty("properties").EnumerateObject().Select(field => ReadField(field, required, name))];
        string[] unknown = [.. required.Except(fields.Select(field => field.Name), StringComparer.Ordinal)];
        Require(unknown.Length == 0, name, $"required but no property: {string.Join(", ", unknown)}");
        return new DatasetSchema
        {
            Name = name,
            Version = version,
            Title = schema.GetProperty("title").GetString()!,
            DatasetIds = Texts(schema.GetProperty("x-datasets")),
            Fields = fields,
            ByName = fields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal),
        };
    }

    private static SchemaField ReadField(JsonProperty field, string[] required, string schema)
    {
        string place = $"{schema}: {field.Name}";
        RequireKeywords(field.Value, FieldKeywords, place);
        JsonElement type = field.Value.GetProperty("type");
        string[] types = type.ValueKind == JsonValueKind.Array ? Texts(type) : [type.GetString()!];
        string? role = field.Value.TryGetProperty("x-role", out JsonElement given) ? given.GetString() : null;
        Require(role is null || Roles.Contains(role), place, $"x-role {role} is unknown");
        Require(field.Value.TryGetProperty("description", out JsonElement description), place, "description is missing");
        return new SchemaField
        {
            Name = field.Name,
            Types = types,
            Kinds = types.Aggregate(JsonKinds.None, (kinds, name) => kinds | KindOf(name, place)),
            IsAlwaysThere = required.Contains(field.Name, StringComparer.Ordinal),
            Role = role,
            IsHideable = field.Value.TryGetProperty("x-hideable", out JsonElement hideable) && hideable.GetBoolean(),
            Description = description.GetString()!,
        };
    }

    private static JsonKinds KindOf(string type, string place) => type switch
    {
        "string" => JsonKinds.String,
        "integer" or "number" => JsonKinds.Number,
        "boolean" => JsonKinds.Boolean,
        "array" => JsonKinds.Array,
        "object" => JsonKinds.Object,
        "null" => JsonKinds.Null,
        _ => throw new JsonException($"{place}: type {type} is unknown"),
    };

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];

    private static void RequireKeywords(JsonElement part, FrozenSet<string> keywords, string place)
    {
        string[] unknown =
            [.. part.EnumerateObject().Select(member => member.Name).Where(keyword => !keywords.Contains(keyword))];
        Require(unknown.Length == 0, place, $"unknown keyword {string.Join(", ", unknown)}");
    }

    private static void Require(bool isFulfilled, string place, string fault)
    {
        if (!isFulfilled)
        {
            throw new JsonException($"{place}: {fault}");
        }
    }
}
