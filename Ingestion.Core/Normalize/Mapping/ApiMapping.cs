using System.Text.Json;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Mapping;

/// <summary>
/// The part of a mapping that the APIs of all platforms share. A record is a profile or a post, in the envelope that the sync put
/// around it; a platform reads its fields into <see cref="PostMapping.Post"/> and <see cref="PostMapping.Author"/>, which is the
/// account in both cases.
/// </summary>
internal abstract class ApiMapping : PostMapping
{
    private static readonly int ApiFields = Enum.GetValues<ApiField>().Length;

    private readonly string platform;
    private readonly bool[] isOfProfile;
    private readonly ProfileDraft nobody = new();
    private bool isProfile;
    private DateTimeOffset? fetchedAt;

    /// <param name="platform">Lower case: <c>youtube</c>.</param>
    /// <param name="fields">Reads the values.</param>
    /// <param name="table">Made by <see cref="TableOf"/>.</param>
    protected ApiMapping(string platform, FieldReader fields, FieldTable table)
        : base(platform, fields)
    {
        this.platform = platform;
        isOfProfile = [.. table.Names.Take(table.Kept).Select(name => name.StartsWith("profile.", StringComparison.Ordinal))];
    }

    /// <summary>The record is about the account itself.</summary>
    protected bool IsProfile => isProfile;

    /// <summary>The profile has a record of its own; what the posts know of it is taken from there.</summary>
    protected sealed override ProfileDraft Seen => nobody;

    protected sealed override string AuthorField => "account.handle";

    /// <summary>The fields of the envelope, then those of a platform: <c>post.id</c>, <c>profile.id</c> and so on.</summary>
    public static FieldTable TableOf<TField>()
        where TField : struct, Enum => FieldTable.Of<ApiField, TField>();

    public override void Begin()
    {
        base.Begin();
        isProfile = false;
        fetchedAt = null;
    }

    public sealed override void Read(int field, ref Utf8JsonReader json)
    {
        switch ((ApiField)field)
        {
            case ApiField.ExternalId:
                Author.Id = Fields.SharedId(ref json);
                break;
            case ApiField.Handle:
                Author.Handle = Fields.Word(ref json);
                break;
            case ApiField.Followers:
                Author.Followers = Fields.Count(ref json);
                break;
            case ApiField.FetchedAt:
                fetchedAt = Fields.Date(ref json);
                break;
            default:
                isProfile |= isOfProfile[field];
                ReadItem(field - ApiFields, ref json);
                break;
        }
    }

    public sealed override void End(RecordPlace place, DateTimeOffset observedAt, RecordBatch batch)
    {
        if (!isProfile)
        {
            base.End(place, fetchedAt ?? observedAt, batch);
            return;
        }

        Complete();
        if (Author.Handle is null)
        {
            Fields.Fail(RejectionReasons.MissingId, "$." + AuthorField, "the handle or id of the profile was expected, none came");
        }

        if (Fields.Reason is null)
        {
            batch.Profiles.Add(Author.ToProfile(platform, fetchedAt ?? observedAt, place));
        }
    }

    /// <summary>Reads a field of what the platform sent.</summary>
    /// <param name="field">Its position in the platform's enum.</param>
    /// <param name="json">At the value's first token.</param>
    protected abstract void ReadItem(int field, ref Utf8JsonReader json);
}
