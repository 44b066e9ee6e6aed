using System.Text.Json;
using System.Text.Json.Serialization;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.LinkedInApi;

/// <summary>Reads the statistics that were asked for beside a post. A post without them has unknown counts.</summary>
/// <remarks>Source: reference/provider-apis.md 2.6; read 2026-11-21.</remarks>
internal sealed class LinkedInStatistics(FieldReader fields)
{
    private static readonly MemberNames Elements = MemberNames.Of<Element>();
    private static readonly MemberNames Counts = MemberNames.Of<CountField>();

    private enum Element
    {
        [JsonStringEnumMemberName("totalShareStatistics")]
        Total,
    }

    private enum CountField
    {
        [JsonStringEnumMemberName("likeCount")]
        Likes,

        [JsonStringEnumMemberName("commentCount")]
        Comments,

        [JsonStringEnumMemberName("shareCount")]
        Shares,

        [JsonStringEnumMemberName("impressionCount")]
        Impressions,

        [JsonStringEnumMemberName("uniqueImpressionsCount")]
        Reach,
    }

    /// <summary><c>insights</c>: a list of one element, or none.</summary>
    internal void Read(ref Utf8JsonReader json, PostDraft post)
    {
        if (!fields.BeginArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            if (fields.BeginObject(ref json))
            {
                while (fields.NextMember(ref json, Elements) >= 0)
                {
                    ReadCounts(ref json, post);
                }
            }
        }
    }

    private void ReadCounts(ref Utf8JsonReader json, PostDraft post)
    {
        if (!fields.BeginObject(ref json))
        {
            return;
        }

        for (int member = fields.NextMember(ref json, Counts); member >= 0; member = fields.NextMember(ref json, Counts))
        {
            long? count = fields.Count(ref json);
            switch ((CountField)member)
            {
                case CountField.Likes:
                    post.Likes = count;
                    break;
                case CountField.Comments:
                    post.Comments = count;
                    break;
                case CountField.Shares:
                    post.Shares = count;
                    break;
                case CountField.Impressions:
                    post.Impressions = count;
                    break;
                default:
                    post.Reach = count;
                    break;
            }
        }
    }
}
