using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Blobs;

/// <summary>Where raw snapshots are kept. Read from flat settings.</summary>
public sealed class RawZoneOptions
{
    /// <summary>The setting of <see cref="Container"/>; the seed's name.</summary>
    public const string ContainerKey = "GCS_BUCKET_RAW_DATA";

    /// <summary>The setting of <see cref="ConnectionString"/>.</summary>
    public const string ConnectionStringKey = "BLOB_CONNECTION_STRING";

    /// <summary>The setting of <see cref="ServiceUri"/>.</summary>
    public const string ServiceUriKey = "BLOB_SERVICE_URI";

    /// <summary>The container: 3 to 63 lower-case letters, digits and single hyphens. Created when missing.</summary>
    /// <value>Default <c>social-analytics-raw-data</c>.</value>
    [Required]
    [RegularExpression("^[a-z0-9](-?[a-z0-9]){2,62}$", ErrorMessage = ContainerKey + " must be a container name.")]
    public string Container { get; set; } = "social-analytics-raw-data";

    /// <summary>Connection string of the storage account (a secret); null when <see cref="ServiceUri"/> is given.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Blob endpoint of the storage account, used with this service's own identity; null when not given.</summary>
    public Uri? ServiceUri { get; set; }
}
