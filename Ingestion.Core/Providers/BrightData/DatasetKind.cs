namespace Ingestion.Core.Providers.BrightData;

/// <summary>What one record of a dataset is.</summary>
public enum DatasetKind
{
    /// <summary>A post, video, reel or tweet.</summary>
    Posts,

    /// <summary>A page, profile, channel or company.</summary>
    Profiles,

    /// <summary>A comment.</summary>
    Comments,
}
