using System.Text.Json;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.FacebookPosts;

/// <summary>
/// Reactions by type: all of them in <c>count_reactions_type</c>, or only some in <c>num_likes_type</c>, which is one object in
/// one dataset and an array of them in another.
/// </summary>
internal sealed class FacebookReactions(FieldReader fields)
{
    private const int MaxTypes = 100;

    private static readonly MemberNames Members = MemberNames.Of<Member>();
    private static readonly Comparison<ReactionCount> ByType = (one, other) => string.CompareOrdinal(one.Type, other.Type);

    private readonly List<ReactionCount> all = [];
    private readonly List<ReactionCount> some = [];

    private enum Member
    {
        Type,
        Num,
        ReactionCount,
    }

    public void Begin()
    {
        all.Clear();
        some.Clear();
    }

    /// <summary><c>count_reactions_type</c>.</summary>
    public void ReadAll(ref Utf8JsonReader json) => Read(ref json, all);

    /// <summary><c>num_likes_type</c>.</summary>
    public void ReadSome(ref Utf8JsonReader json) => Read(ref json, some);

    /// <summary>The fuller of both lists, ordered by type.</summary>
    public void CopyTo(List<ReactionCount> reactions)
    {
        var fuller = all.Count > 0 ? all : some;
        if (fuller.Count > 1)
        {
            fuller.Sort(ByType);
        }

        reactions.AddRange(fuller);
    }

    /// <summary>How many reactions there are in all; null when the record does not list them all.</summary>
    public long? Sum()
    {
        Int128 sum = 0;
        foreach (var reaction in all)
        {
            sum += reaction.Count;
        }

        if (sum > long.MaxValue)
        {
            fields.Fail(RejectionReasons.NumberOutOfRange, "$.count_reactions_type", "reactions in all are over 9223372036854775807");
            return null;
        }

        return all.Count > 0 ? (long)sum : null;
    }

    private void Read(ref Utf8JsonReader json, List<ReactionCount> reactions)
    {
        reactions.Clear();
        if (json.TokenType == JsonTokenType.StartObject)
        {
            ReadOne(ref json, reactions);
        }
        else if (fields.BeginArray(ref json))
        {
            while (fields.NextElement(ref json))
            {
                if (fields.BeginObject(ref json))
                {
                    ReadOne(ref json, reactions);
                }
            }
        }
    }

    private void ReadOne(ref Utf8JsonReader json, List<ReactionCount> reactions)
    {
        string? type = null;
        long? count = null;
        for (var member = fields.NextMember(ref json, Members); member >= 0; member = fields.NextMember(ref json, Members))
        {
            if ((Member)member == Member.Type)
            {
                type = fields.Word(ref json);
            }
            else
            {
                count = fields.Count(ref json);
            }
        }

        if (type is not null && count is { } known)
        {
            Put(reactions, new ReactionCount(type, known));
        }
    }

    /// <summary>Of several with one type the last one counts.</summary>
    private static void Put(List<ReactionCount> reactions, ReactionCount reaction)
    {
        for (var i = 0; i < reactions.Count; i++)
        {
            if (reactions[i].Type == reaction.Type)
            {
                reactions[i] = reaction;
                return;
            }
        }

        if (reactions.Count < MaxTypes)
        {
            reactions.Add(reaction);
        }
    }
}
