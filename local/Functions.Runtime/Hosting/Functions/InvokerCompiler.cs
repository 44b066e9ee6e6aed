using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Runtime.Hosting;

/// <summary>Compiles a function's method, with the binding of its parameters, into one delegate.</summary>
internal static class InvokerCompiler
{
    private static readonly ParameterExpression Invocation = Expression.Parameter(typeof(FunctionInvocation), "invocation");

    /// <exception cref="FunctionsStartupException">A parameter or the class cannot be bound.</exception>
    public static FunctionInvoker Compile(FunctionDescriptor function)
    {
        MethodInfo method = function.Method;
        IEnumerable<Expression> arguments = method.GetParameters().Select(parameter => Argument(function, parameter));
        Expression call = Expression.Call(method.IsStatic ? null : Instance(function), method, arguments);
        return Expression.Lambda<FunctionInvoker>(AsTask(call), Invocation).Compile();
    }

    private static UnaryExpression Instance(FunctionDescriptor function)
    {
        Type type = function.Method.ReflectedType!;
        try
        {
            ObjectFactory factory = ActivatorUtilities.CreateFactory(type, Type.EmptyTypes);
            Expression services = Expression.Property(Invocation, nameof(FunctionInvocation.InstanceServices));
            return Expression.Convert(
                Expression.Invoke(Expression.Constant(factory), services, Expression.Constant(null, typeof(object[]))), type);
        }
        catch (InvalidOperationException fault)
        {
            throw Fault(function, $"its class {type.Name} cannot be created: {fault.Message}");
        }
    }

    private static Expression Argument(FunctionDescriptor function, ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (parameter == function.TriggerParameter)
        {
            return TriggerValue(function.Kind, type);
        }

        if (parameter.IsDefined(typeof(DurableClientAttribute)))
        {
            return Value(nameof(ParameterValues.Client));
        }

        if (type == typeof(FunctionContext))
        {
            return Invocation;
        }

        if (type == typeof(CancellationToken))
        {
            return Value(nameof(ParameterValues.Token));
        }

        return ByName(function, parameter)
            ?? throw Fault(function, $"its parameter '{parameter.Name}' of type {type.Name} cannot be bound.");
    }

    private static Expression TriggerValue(FunctionKind kind, Type type) => kind switch
    {
        FunctionKind.Http => Value(nameof(ParameterValues.Request)),
        FunctionKind.Timer => Expression.Property(Invocation, nameof(FunctionInvocation.Timer)),
        FunctionKind.Orchestrator => Expression.Property(Invocation, nameof(FunctionInvocation.Orchestration)),
        _ => Value(nameof(ParameterValues.ActivityInput), [type]),
    };

    private static MethodCallExpression? ByName(FunctionDescriptor function, ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        switch (function.Kind)
        {
            case FunctionKind.Http when type == typeof(string):
                return Value(nameof(ParameterValues.Text), [], Expression.Constant(parameter.Name));
            case FunctionKind.Http when IsParsable(type):
                return Value(nameof(ParameterValues.Parsed), [type], Expression.Constant(parameter.Name));
            case FunctionKind.Http when Nullable.GetUnderlyingType(type) is { } inner && IsParsable(inner):
                return Value(nameof(ParameterValues.ParsedOrNull), [inner], Expression.Constant(parameter.Name));
            case FunctionKind.Activity when type == typeof(string)
                && string.Equals(parameter.Name, "instanceId", StringComparison.OrdinalIgnoreCase):
                return Value(nameof(ParameterValues.CallerId));
            case FunctionKind.Orchestrator when type != typeof(DurableTaskClient) && type != typeof(HttpRequest):
                // As in the official worker, a further parameter of an orchestrator is its input.
                Expression context = Expression.Property(Invocation, nameof(FunctionInvocation.Orchestration));
                return Expression.Call(context, nameof(TaskOrchestrationContext.GetInput), [type]);
            default:
                return null;
        }
    }

    private static bool IsParsable(Type type) => type.IsValueType && type.GetInterfaces().Any(one =>
        one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IParsable<>) && one.GenericTypeArguments[0] == type);

    private static MethodCallExpression Value(string source, Type[]? types = null, params Expression[] more) =>
        Expression.Call(typeof(ParameterValues), source, types is { Length: > 0 } ? types : null, [Invocation, .. more]);

    private static MethodCallExpression AsTask(Expression call)
    {
        Type type = call.Type;
        Type? generic = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return type switch
        {
            _ when type == typeof(void) => AfterVoid(call),
            _ when type == typeof(Task) => Result(nameof(FunctionResults.OfTask), null, call),
            _ when type == typeof(ValueTask) => Result(nameof(FunctionResults.OfValueTask), null, call),
            _ when generic == typeof(Task<>) => Result(nameof(FunctionResults.OfTaskWithResult), type.GetGenericArguments(), call),
            _ when generic == typeof(ValueTask<>) => Result(nameof(FunctionResults.OfValueTaskWithResult), type.GetGenericArguments(), call),
            _ => Result(nameof(FunctionResults.OfValue), [type], call),
        };
    }

    private static MethodCallExpression Result(string method, Type[]? types, Expression call) =>
        Expression.Call(typeof(FunctionResults), method, types, call);

    private static MethodCallExpression AfterVoid(Expression call) =>
        Expression.Call(
            typeof(FunctionResults),
            nameof(FunctionResults.OfValue),
            [typeof(object)],
            Expression.Block(call, Expression.Constant(null)));

    private static FunctionsStartupException Fault(FunctionDescriptor function, string what) =>
        new($"Function '{function.Name}' ({function.EntryPoint}): {what}");
}
