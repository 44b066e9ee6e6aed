using System.Text.Json;

namespace Ingestion.Tests.Accounts;

internal static class JsonText
{
    /// <summary>A text of an object; null for null.</summary>
    public static string? Text(this JsonElement body, string name) => body.GetProperty(name).GetString();
}
