using Microsoft.Extensions.Options;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>The rule that no attribute can say: the API key must not cross a network in clear.</summary>
internal sealed class BrightDataOptionsValidator : IValidateOptions<BrightDataOptions>
{
    public ValidateOptionsResult Validate(string? name, BrightDataOptions options)
    {
        var url = options.BaseUrl;
        if (url is null || !url.IsAbsoluteUri || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            return ValidateOptionsResult.Fail(
                $"{BrightDataOptions.BaseUrlKey} must be an absolute URL without user, query or fragment.");
        }

        return url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{BrightDataOptions.BaseUrlKey} must be https, or http on a loopback address.");
    }
}
