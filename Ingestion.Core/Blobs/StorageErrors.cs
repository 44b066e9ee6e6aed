using System.Net.Sockets;
using Azure;
using Azure.Identity;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Blobs;

/// <summary>Storage failures as our exceptions. The only place that knows their statuses.</summary>
/// <remarks>Source: https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes; read 2026-11-21.</remarks>
internal static class StorageErrors
{
    public const string ContainerMissing = "ContainerNotFound";

    /// <summary>True for what a call to storage throws, apart from a cancelled token.</summary>
    public static bool IsStorageFailure(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        RequestFailedException or AuthenticationFailedException or IOException or HttpRequestException or SocketException => true,
        AggregateException all => all.InnerExceptions.All(inner => IsStorageFailure(inner, cancellationToken)),
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };

    public static IngestionException Translate(string operation, Exception failure) => failure switch
    {
        RequestFailedException { Status: 401 or 403 } refused
            => new StorageRejectedException(Message(operation, refused), failure),
        RequestFailedException answered => new StorageUnavailableException(Message(operation, answered), failure),
        _ => new StorageUnavailableException($"{operation} had no answer from blob storage", failure),
    };

    private static string Message(string operation, RequestFailedException failure) => failure.Status == 0
        ? $"{operation} had no answer from blob storage"
        : $"{operation} was answered {failure.Status} {failure.ErrorCode} by blob storage";
}
