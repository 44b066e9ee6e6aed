namespace Functions.Runtime.Hosting;

/// <summary>The return types of functions as one.</summary>
internal static class FunctionResults
{
    public static Task<object?> OfValue<T>(T value) => Task.FromResult<object?>(value);

    public static async Task<object?> OfTask(Task task)
    {
        await task;
        return null;
    }

    public static async Task<object?> OfTaskWithResult<T>(Task<T> task) => await task;

    public static async Task<object?> OfValueTask(ValueTask task)
    {
        await task;
        return null;
    }

    public static async Task<object?> OfValueTaskWithResult<T>(ValueTask<T> task) => await task;
}
