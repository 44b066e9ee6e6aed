using System.Text.Json;
using Ingestion.Core.Normalize;

namespace Ingestion.Tests.Normalize.Reference;

/// <summary>What became of a record, in a form that can be compared and read.</summary>
/// <param name="Kind"><c>post</c>, <c>profile</c>, <c>error</c>, or the code of a rejection.</param>
/// <param name="Content">The canonical record as JSON; of a rejection the field.</param>
internal sealed record ReferenceOutcome(string Kind, string Content)
{
    public static ReferenceOutcome Of(CanonicalPost post) => new("post", JsonSerializer.Serialize(post));

    public static ReferenceOutcome Of(CanonicalProfile profile) => new("profile", JsonSerializer.Serialize(profile));

    public static ReferenceOutcome Of(ProviderErrorRecord error) => new("error", JsonSerializer.Serialize(error));

    public static ReferenceOutcome Rejected(string reason, string? field) => new(reason, field ?? "");

    /// <summary>What the production reader made of one record.</summary>
    public static ReferenceOutcome Of(RecordBatch batch) => batch switch
    {
        { Posts: [var post] } => Of(post),
        { Profiles: [var profile] } => Of(profile),
        { ProviderErrors: [var error] } => Of(error),
        { Rejected: [var rejected] } => Rejected(rejected.Reason, rejected.Field),
        _ => new ReferenceOutcome("none", $"{batch.Records} records"),
    };
}
