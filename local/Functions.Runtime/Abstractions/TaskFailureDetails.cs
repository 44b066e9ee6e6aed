using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>Why a task or an instance failed, in a form that can be stored.</summary>
/// <param name="ErrorType">The full name of the exception's type, for example <c>System.TimeoutException</c>.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">Where it was thrown, if known.</param>
/// <param name="InnerFailure">The details of the inner exception, if any.</param>
/// <param name="Properties">Always null here; part of the official signature.</param>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.taskfailuredetails.</remarks>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    private const int MaxDepth = 10;

    /// <summary>The details of an exception and of its inner exceptions.</summary>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return FromException(exception, MaxDepth);
    }

    /// <summary>Whether the outer failure is a <typeparamref name="T"/> or derives from it. False for an unknown type.</summary>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <summary>Whether the outer failure is of the given type or derives from it. False for an unknown type.</summary>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (string.Equals(targetBaseExceptionType.FullName, ErrorType, StringComparison.Ordinal))
        {
            return true;
        }

        Type? type = targetBaseExceptionType.Assembly.GetType(ErrorType) ?? Type.GetType(ErrorType);
        type ??= AppDomain.CurrentDomain.GetAssemblies().Select(Find).FirstOrDefault(static found => found is not null);
        return type is not null && targetBaseExceptionType.IsAssignableFrom(type);

        Type? Find(Assembly assembly) => assembly.GetType(ErrorType, throwOnError: false);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private static TaskFailureDetails FromException(Exception exception, int depth) => new(
        exception.GetType().ToString(),
        exception.Message,
        exception.StackTrace,
        InnerOf(exception, depth),
        null);

    private static TaskFailureDetails? InnerOf(Exception exception, int depth) => exception switch
    {
        _ when depth <= 1 => null,
        TaskFailedException failed => failed.FailureDetails,
        { InnerException: { } inner } => FromException(inner, depth - 1),
        _ => null,
    };
}
