using System.Text.Json;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>The one shape of an error answer.</summary>
internal static class ApiErrors
{
    public static void AssertError(this (int StatusCode, JsonElement Body) answer, int statusCode, string errorCode)
    {
        Assert.True(answer.StatusCode == statusCode, $"{answer.StatusCode} instead of {statusCode}: {answer.Body}");
        Assert.Equal("error", answer.Body.GetProperty("status").GetString());
        Assert.NotEmpty(answer.Body.GetProperty("message").GetString()!);
        Assert.True(answer.Body.TryGetProperty("crawl_id", out _));
        Assert.Equal(errorCode, answer.Body.GetProperty("error_code").GetString());
        Assert.NotEmpty(answer.Body.GetProperty("recovery_suggestion").GetString()!);
    }

    public static void AssertInvalid(this (int StatusCode, JsonElement Body) answer, params string[] fields)
    {
        answer.AssertError(400, "VALIDATION_FAILED");
        JsonElement errors = answer.Body.GetProperty("errors");
        Assert.Equal(fields.Order(StringComparer.Ordinal), errors.EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.All(errors.EnumerateObject(), e => Assert.NotEqual(0, e.Value.GetArrayLength()));
    }
}
