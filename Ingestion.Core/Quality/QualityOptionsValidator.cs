using Microsoft.Extensions.Options;

namespace Ingestion.Core.Quality;

/// <summary>The rules over two settings.</summary>
internal sealed class QualityOptionsValidator : IValidateOptions<QualityOptions>
{
    public ValidateOptionsResult Validate(string? name, QualityOptions options)
    {
        List<string> faults = [];
        if (options.HighEngagementRate > options.MaxEngagementRate)
        {
            faults.Add("Quality__HighEngagementRate must not be above Quality__MaxEngagementRate");
        }

        if (options.MinComparedCrawls > options.ComparedCrawls)
        {
            faults.Add("Quality__MinComparedCrawls must not be above Quality__ComparedCrawls");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
