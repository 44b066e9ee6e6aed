using Microsoft.Extensions.Options;

namespace Functions.Runtime.Hosting;

/// <summary>Turns what stops a start into one message on stderr and exit code 1, without a stack trace.</summary>
internal static class StartupFailure
{
    public const int ExitCode = 1;

    /// <summary>Runs a step of the start that has nothing to clean up yet.</summary>
    public static T Guard<T>(FunctionsHostOptions options, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (FunctionsStartupException failure) when (!options.ThrowStartupErrors)
        {
            Report(failure.Message);
            Environment.Exit(ExitCode);
            throw;
        }
    }

    /// <summary>The message for a person, or null when the failure is a defect whose stack trace is wanted.</summary>
    public static string? MessageOf(Exception failure) => failure switch
    {
        FunctionsStartupException startup => startup.Message,
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        _ when DatabaseFaults.IsUnavailable(failure) =>
            $"A database does not answer: {failure.InnerException?.Message ?? failure.Message} Start it, or correct its connection string.",
        AggregateException { InnerExceptions: var all } when all.All(one => MessageOf(one) is not null) =>
            string.Join(Environment.NewLine, all.Select(MessageOf)),
        _ => null,
    };

    public static void Report(string message) => Console.Error.WriteLine("The Functions host could not start. " + message);
}
