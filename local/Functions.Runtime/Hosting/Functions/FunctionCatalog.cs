using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Runtime.Hosting;

/// <summary>Finds the functions of an application and checks what can be checked before they run.</summary>
internal static partial class FunctionCatalog
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>Every function of the types, or of the program when null.</summary>
    /// <exception cref="FunctionsStartupException">One line for each function that cannot work.</exception>
    public static IReadOnlyList<FunctionDescriptor> Find(IReadOnlyList<Type>? types)
    {
        var faults = new List<string>();
        var functions = new List<FunctionDescriptor>();
        foreach (MethodInfo method in (types ?? Assembly.GetEntryAssembly()?.GetTypes() ?? []).SelectMany(type => type.GetMethods(Declared)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } attribute)
            {
                try
                {
                    functions.Add(Describe(attribute.Name, method));
                }
                catch (FunctionsStartupException fault)
                {
                    faults.Add(fault.Message);
                }
            }
        }

        faults.AddRange(functions
            .GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => $"Two functions have the name '{group.Key}': {string.Join(" and ", group.Select(one => one.EntryPoint))}. Rename one."));
        return faults.Count == 0 ? functions : throw new FunctionsStartupException(string.Join(Environment.NewLine, faults));
    }

    private static FunctionDescriptor Describe(string name, MethodInfo method)
    {
        string where = $"Function '{name}' ({method.DeclaringType?.FullName}.{method.Name})";
        CheckMethod(where, name, method);
        ParameterInfo[] triggers = [.. method.GetParameters().Where(parameter => parameter.IsDefined(typeof(TriggerBindingAttribute)))];
        if (triggers.Length != 1)
        {
            throw new FunctionsStartupException(
                $"{where} has {triggers.Length} triggers. Give exactly one parameter an attribute such as [HttpTrigger] or [ActivityTrigger].");
        }

        TriggerBindingAttribute trigger = triggers[0].GetCustomAttribute<TriggerBindingAttribute>()!;
        FunctionKind kind = KindOf(trigger);
        CheckParameters(where, kind, method, triggers[0]);
        var function = new FunctionDescriptor(name, method, kind, triggers[0], trigger);
        function.Invoker = InvokerCompiler.Compile(function);
        return function;
    }

    private static void CheckMethod(string where, string name, MethodInfo method)
    {
        Type type = method.DeclaringType!;
        string? fault = method switch
        {
            _ when !ValidName().IsMatch(name) =>
                "has a bad name. Use a letter, then letters, digits, '-' and '_', at most 127 characters.",
            _ when !method.IsPublic || !type.IsVisible => "must be a public method of a public class.",
            _ when method.IsGenericMethod || type.ContainsGenericParameters => "must not be generic.",
            { IsStatic: false } when type.IsAbstract => "is in an abstract class, which cannot be created.",
            _ when method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)) =>
                "is async void. Return a Task, so that its end and its errors are seen.",
            _ => null,
        };
        if (fault is not null)
        {
            throw new FunctionsStartupException($"{where} {fault}");
        }
    }

    private static void CheckParameters(string where, FunctionKind kind, MethodInfo method, ParameterInfo trigger)
    {
        Type type = trigger.ParameterType;
        string? fault = kind switch
        {
            FunctionKind.Http when type != typeof(HttpRequest) => "takes its [HttpTrigger] as another type than HttpRequest.",
            FunctionKind.Timer when type != typeof(TimerInfo) => "takes its [TimerTrigger] as another type than TimerInfo.",
            FunctionKind.Orchestrator when type != typeof(TaskOrchestrationContext) =>
                "is an orchestrator with a bad signature: [OrchestrationTrigger] must be on a TaskOrchestrationContext.",
            FunctionKind.Orchestrator when !IsTask(method.ReturnType) =>
                "is an orchestrator with a bad signature: it must return a Task or Task<T>.",
            FunctionKind.Orchestrator when method.GetParameters().Any(one => one.IsDefined(typeof(DurableClientAttribute))) =>
                "is an orchestrator with a bad signature: a [DurableClient] is not deterministic; call it from an activity.",
            FunctionKind.Activity when type == typeof(TaskOrchestrationContext) || type == typeof(HttpRequest) =>
                $"is an activity with a bad signature: an input of type {type.Name} cannot be carried as JSON.",
            _ when method.GetParameters().Any(one => one.ParameterType.IsByRef || one.ParameterType.IsByRefLike || one.ParameterType.IsPointer) =>
                "has a parameter by reference, which cannot be bound.",
            _ when method.GetParameters().Any(one => one.IsDefined(typeof(DurableClientAttribute)) && one.ParameterType != typeof(DurableTaskClient)) =>
                "takes its [DurableClient] as another type than DurableTaskClient.",
            _ => null,
        };
        if (fault is not null)
        {
            throw new FunctionsStartupException($"{where} {fault}");
        }
    }

    private static bool IsTask(Type type) =>
        type == typeof(Task) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>));

    private static FunctionKind KindOf(TriggerBindingAttribute trigger) => trigger switch
    {
        HttpTriggerAttribute => FunctionKind.Http,
        TimerTriggerAttribute => FunctionKind.Timer,
        OrchestrationTriggerAttribute => FunctionKind.Orchestrator,
        _ => FunctionKind.Activity,
    };

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,126}$")]
    private static partial Regex ValidName();
}
