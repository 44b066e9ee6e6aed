using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Blobs;

/// <summary>Exactly one way to the storage account, in a form that its library accepts.</summary>
internal sealed class RawZoneOptionsValidator : IValidateOptions<RawZoneOptions>
{
    public ValidateOptionsResult Validate(string? name, RawZoneOptions options)
    {
        if (string.IsNullOrEmpty(options.ConnectionString) && options.ServiceUri is null)
        {
            return ValidateOptionsResult.Fail(
                $"Set {RawZoneOptions.ConnectionStringKey}, or {RawZoneOptions.ServiceUriKey} to use this service's identity.");
        }

        if (string.IsNullOrEmpty(options.ConnectionString))
        {
            return options.ServiceUri is { IsAbsoluteUri: true, Scheme: "https" }
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"{RawZoneOptions.ServiceUriKey} must be an absolute https URL.");
        }

        try
        {
            _ = new BlobServiceClient(options.ConnectionString);
            return ValidateOptionsResult.Success;
        }
        catch (FormatException)
        {
            // The library's message may repeat parts of the key.
            return ValidateOptionsResult.Fail($"{RawZoneOptions.ConnectionStringKey} is not a storage connection string.");
        }
    }
}
