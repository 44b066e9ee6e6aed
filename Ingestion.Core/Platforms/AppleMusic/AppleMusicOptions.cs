using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Platforms.AppleMusic;

/// <summary>The key that signs developer tokens of Apple Music. Settings <c>AppleMusic__*</c>; without them it cannot be read.</summary>
public sealed class AppleMusicOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AppleMusic";

    /// <summary>The ten characters of the developer team.</summary>
    /// <value>Default none.</value>
    [RegularExpression("^[A-Z0-9]{10}$")]
    public string? TeamId { get; init; }

    /// <summary>The ten characters of the key.</summary>
    /// <value>Default none.</value>
    [RegularExpression("^[A-Z0-9]{10}$")]
    public string? KeyId { get; init; }

    /// <summary>The file of the private key, as Apple gives it (<c>.p8</c>).</summary>
    /// <value>Default none.</value>
    public string? PrivateKeyFile { get; init; }

    /// <summary>How long a developer token is good for.</summary>
    /// <value>Default 12 hours. Apple allows 15,777,000 seconds.</value>
    [Range(typeof(TimeSpan), "00:10:00", "182.14:30:00")]
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The country whose catalogue is read: two letters.</summary>
    /// <value>Default <c>us</c>.</value>
    [RegularExpression("^[a-z]{2}$")]
    public string Storefront { get; init; } = "us";
}
