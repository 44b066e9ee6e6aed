using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Runtime.Hosting;

/// <summary>The route of an HTTP function.</summary>
/// <param name="Function">The function.</param>
/// <param name="Pattern">Its template, route prefix included.</param>
/// <param name="Methods">Its methods in upper case; empty means all.</param>
internal sealed record FunctionRoute(FunctionDescriptor Function, RoutePattern Pattern, IReadOnlyList<string> Methods)
{
    /// <summary>The path without slash in front, for example <c>api/v1/crawl/{crawlId:guid}</c>.</summary>
    public string Template => Pattern.RawText!;

    public override string ToString() => $"{(Methods.Count == 0 ? "any method" : string.Join(',', Methods))} /{Template}";
}

/// <summary>Makes and checks the routes of the HTTP functions.</summary>
internal static class FunctionRoutes
{
    /// <exception cref="FunctionsStartupException">One line for each route that is malformed, reserved or taken.</exception>
    public static IReadOnlyList<FunctionRoute> Of(IEnumerable<FunctionDescriptor> functions, string prefix)
    {
        var faults = new List<string>();
        var routes = new List<FunctionRoute>();
        foreach (FunctionDescriptor function in functions.Where(one => one.Kind is FunctionKind.Http))
        {
            try
            {
                routes.Add(RouteOf(function, prefix));
            }
            catch (RoutePatternException fault)
            {
                faults.Add($"Function '{function.Name}' has the bad route '{fault.Pattern}': {fault.Message}");
            }
            catch (FunctionsStartupException fault)
            {
                faults.Add(fault.Message);
            }
        }

        faults.AddRange(Collisions(routes));
        return faults.Count == 0 ? routes : throw new FunctionsStartupException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>Checks that every constraint exists: routing itself looks at them at the first request only.</summary>
    /// <exception cref="FunctionsStartupException">A constraint does not exist or has bad arguments.</exception>
    public static void CheckConstraints(IEnumerable<FunctionRoute> routes, ParameterPolicyFactory constraints)
    {
        foreach (FunctionRoute route in routes)
        {
            foreach (RoutePatternParameterPart parameter in route.Pattern.Parameters)
            {
                foreach (RoutePatternParameterPolicyReference policy in parameter.ParameterPolicies)
                {
                    try
                    {
                        constraints.Create(parameter, policy);
                    }
                    catch (Exception fault) when (fault is InvalidOperationException or RouteCreationException)
                    {
                        throw new FunctionsStartupException(
                            $"Function '{route.Function.Name}' has the bad route '{route.Template}': the constraint '{policy.Content}' "
                            + $"of '{parameter.Name}' is not known.",
                            fault);
                    }
                }
            }
        }
    }

    private static FunctionRoute RouteOf(FunctionDescriptor function, string prefix)
    {
        var trigger = (HttpTriggerAttribute)function.Trigger;
        string route = string.IsNullOrEmpty(trigger.Route) ? function.Name : trigger.Route.TrimStart('/');
        if (route.StartsWith("admin", StringComparison.OrdinalIgnoreCase) || route.StartsWith("runtime", StringComparison.OrdinalIgnoreCase))
        {
            throw new FunctionsStartupException(
                $"Function '{function.Name}' has the route '{route}'. Routes that start with 'admin' or 'runtime' belong to the host; choose another.");
        }

        string template = prefix.Length == 0 ? route : $"{prefix}/{route}";
        string[] methods = [.. (trigger.Methods ?? []).Select(method => method.ToUpperInvariant()).Distinct()];
        return new FunctionRoute(function, RoutePatternFactory.Parse(template), methods);
    }

    private static IEnumerable<string> Collisions(List<FunctionRoute> routes) =>
        from first in Enumerable.Range(0, routes.Count)
        from second in Enumerable.Range(first + 1, routes.Count - first - 1)
        where Collide(routes[first], routes[second])
        select $"Functions '{routes[first].Function.Name}' and '{routes[second].Function.Name}' both serve {routes[second]}. "
            + "Change the route or the methods of one.";

    private static bool Collide(FunctionRoute one, FunctionRoute other) =>
        string.Equals(Shape(one.Pattern), Shape(other.Pattern), StringComparison.OrdinalIgnoreCase)
        && (one.Methods.Count == 0 || other.Methods.Count == 0 || one.Methods.Intersect(other.Methods).Any());

    /// <summary>The template without the names of its parameters: two names for one place are still one route.</summary>
    private static string Shape(RoutePattern pattern) => string.Join('/', pattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter =>
                $"{{{(parameter.IsCatchAll ? "*" : string.Empty)}{string.Join(':', parameter.ParameterPolicies.Select(one => one.Content))}}}",
            _ => string.Empty,
        }))));
}
