using Ingestion.Core.Accounts;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Limits;

/// <summary>A cap for a platform that there is not would cap nothing.</summary>
internal sealed class LimitOptionsValidator : IValidateOptions<LimitOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitOptions options)
    {
        string[] faults =
        [
            .. FaultsOf(nameof(options.MonthlyCostCaps), options.MonthlyCostCaps),
            .. FaultsOf(nameof(options.MonthlyUnitCaps), options.MonthlyUnitCaps),
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(string setting, string? caps) => (caps ?? "")
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(entry => entry.Split('=')[0].Split('/')[^1])
        .Where(platform => !AccountPlatforms.All.Contains(platform))
        .Select(platform => $"{LimitOptions.SectionName}__{setting} names {platform}, which is none of {string.Join(", ", AccountPlatforms.All)}");
}
