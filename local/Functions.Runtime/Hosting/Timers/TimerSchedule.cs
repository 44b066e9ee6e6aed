using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace Functions.Runtime.Hosting;

/// <summary>When a timer function is due. All times are UTC.</summary>
internal sealed class TimerSchedule
{
    private const int Fields = 6;
    private readonly CrontabSchedule _schedule;

    private TimerSchedule(FunctionDescriptor function, string expression, CrontabSchedule schedule)
    {
        Function = function;
        Expression = expression;
        _schedule = schedule;
    }

    public FunctionDescriptor Function { get; }

    public TimerTriggerAttribute Trigger => (TimerTriggerAttribute)Function.Trigger;

    /// <summary>The expression, settings resolved.</summary>
    public string Expression { get; }

    /// <exception cref="FunctionsStartupException">The expression is malformed, or its setting is missing.</exception>
    public static TimerSchedule Of(FunctionDescriptor function, IConfiguration configuration)
    {
        string text = ((TimerTriggerAttribute)function.Trigger).Schedule;
        string where = $"Function '{function.Name}' has the schedule '{text}' and";
        string expression = SettingNames.Resolve(text, configuration, where).Trim();
        bool isWhole = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == Fields;
        CrontabSchedule? schedule = isWhole
            ? CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
            : null;
        return schedule is not null
            ? new TimerSchedule(function, expression, schedule)
            : throw new FunctionsStartupException(
                $"Function '{function.Name}' has the bad schedule '{expression}'. A schedule has six fields, "
                + "'{second} {minute} {hour} {day} {month} {day-of-week}', for example '0 */5 * * * *'.");
    }

    /// <summary>The first occurrence after a time.</summary>
    public DateTime NextAfter(DateTime time) => DateTime.SpecifyKind(_schedule.GetNextOccurrence(time), DateTimeKind.Utc);
}
