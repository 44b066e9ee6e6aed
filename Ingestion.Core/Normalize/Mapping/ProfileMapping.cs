using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Mapping;

/// <summary>The part of a mapping that all datasets of profiles share. A dataset reads its fields into <see cref="Profile"/>.</summary>
internal abstract class ProfileMapping(string platform, FieldReader fields) : RecordMapping
{
    protected FieldReader Fields { get; } = fields;

    protected ProfileDraft Profile { get; } = new();

    public override void Begin() => Profile.Clear();

    public sealed override void End(RecordPlace place, DateTimeOffset observedAt, RecordBatch batch)
    {
        Complete();
        if (Profile.Handle is null)
        {
            Fields.Fail(RejectionReasons.MissingId, "$." + HandleField, "the handle or id of the profile was expected, none came");
        }

        if (Fields.Reason is null)
        {
            batch.Profiles.Add(Profile.ToProfile(platform, observedAt, place));
        }
    }

    /// <summary>The field that holds the handle.</summary>
    protected abstract string HandleField { get; }

    /// <summary>All fields are read: sets the handle and whatever else is derived.</summary>
    protected abstract void Complete();
}
