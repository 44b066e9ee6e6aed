namespace Ingestion.Core.Normalize;

/// <summary>What the records of a dataset are.</summary>
public enum RecordKind
{
    /// <summary>Posts, reels or videos.</summary>
    Post,

    /// <summary>Profiles, pages, channels or companies.</summary>
    Profile,
}
