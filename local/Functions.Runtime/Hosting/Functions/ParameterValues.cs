using System.Globalization;
using Functions.Runtime.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Functions.Runtime.Hosting;

/// <summary>Where the values of a function's parameters come from. Called by compiled code.</summary>
internal static class ParameterValues
{
    public static HttpRequest Request(FunctionInvocation invocation) => invocation.HttpContext!.Request;

    public static DurableTaskClient Client(FunctionInvocation invocation) => invocation.Client;

    public static CancellationToken Token(FunctionInvocation invocation) => invocation.CancellationToken;

    public static T ActivityInput<T>(FunctionInvocation invocation) =>
        (T)DurableJson.Deserialize(invocation.Call!.SerializedInput, typeof(T))!;

    /// <summary>A route value, else a query value, else null.</summary>
    public static string? Text(FunctionInvocation invocation, string name)
    {
        HttpRequest request = invocation.HttpContext!.Request;
        return request.RouteValues.TryGetValue(name, out object? value) ? value as string : (string?)request.Query[name];
    }

    public static string CallerId(FunctionInvocation invocation) => invocation.Call!.InstanceId;

    public static T Parsed<T>(FunctionInvocation invocation, string name)
        where T : struct, IParsable<T> => Text(invocation, name) is { } text ? Parse<T>(text, name) : default;

    public static T? ParsedOrNull<T>(FunctionInvocation invocation, string name)
        where T : struct, IParsable<T> => Text(invocation, name) is { } text ? Parse<T>(text, name) : null;

    private static T Parse<T>(string text, string name)
        where T : struct, IParsable<T> =>
        T.TryParse(text, CultureInfo.InvariantCulture, out T value)
            ? value
            : throw new FormatException($"The value of '{name}' is not a {typeof(T).Name}.");
}
