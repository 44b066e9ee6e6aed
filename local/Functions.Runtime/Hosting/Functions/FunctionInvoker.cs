namespace Functions.Runtime.Hosting;

/// <summary>Runs a function's method with the values of an invocation.</summary>
/// <param name="invocation">The invocation.</param>
/// <returns>What the method returned; null for a method without a result.</returns>
internal delegate Task<object?> FunctionInvoker(FunctionInvocation invocation);
