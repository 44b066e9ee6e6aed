using System.Reflection;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Ingestion.Functions.Read;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Tests.Callers;

/// <summary>An HTTP function, as its attributes and its constructor declare it.</summary>
internal sealed record ApiRoute(string Function, string Method, string Path, AuthorizationLevel Level, Type Class)
{
    private static readonly Dictionary<Type, string> Roles = new()
    {
        [typeof(ReaderGuard)] = "reader",
        [typeof(ProfileGuard)] = "reader",
        [typeof(OwnerGuard)] = "owner",
        [typeof(OperatorGuard)] = "operator",
        [typeof(ApiGuard)] = "public",
    };

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        .. typeof(ApiGuard).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
            .SelectMany(method => method.GetParameters()
                .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
                .OfType<HttpTriggerAttribute>()
                .SelectMany(trigger => trigger.Methods!.Select(verb => new ApiRoute(
                    method.GetCustomAttribute<FunctionAttribute>()!.Name,
                    verb.ToUpperInvariant(),
                    "/" + trigger.Route,
                    trigger.AuthLevel,
                    method.DeclaringType!))))
            .OrderBy(route => route.Function, StringComparer.Ordinal),
    ];

    /// <summary>The roles that the class declares by the guards that it takes.</summary>
    public IReadOnlyList<string> Declared =>
    [
        .. Class.GetConstructors().Single().GetParameters()
            .Select(parameter => Roles.GetValueOrDefault(parameter.ParameterType)).OfType<string>(),
    ];

    public string Role => Declared.Single();

    public override string ToString() => $"{Method} {Path}";
}
