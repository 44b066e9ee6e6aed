using System.Text.Json;
using Ingestion.Core.Normalize;
using static Ingestion.Tests.Normalize.Reference.ReferenceValues;

namespace Ingestion.Tests.Normalize.Reference;

/// <summary>Profiles on TikTok.</summary>
internal sealed class ReferenceTikTokProfiles : IReferenceMapper
{
    private readonly Dictionary<string, object?> fields = [];

    public bool Read(string field, JsonElement value, string path, ReferenceRecord record)
    {
        fields[field] = field switch
        {
            "id" => record.Try(() => Id(value, path)),
            "account_id" => record.Try(() => Word(value, path)),
            "url" => ReferenceUrls.TikTok.Canonical(record.Try(() => Text(value, path))),
            "nickname" or "biography" => record.Try(() => Text(value, path)),
            "is_verified" => record.Try(() => Flag(value, path)),
            "followers" or "following" or "likes" or "like_count" or "videos_count" => record.Try(() => Count(value, path)),
            _ => null,
        };
        return true;
    }

    public ReferenceOutcome End(ReferenceRecord record, RecordPlace place, DateTimeOffset observedAt)
    {
        var url = Get<string>("url");
        var handle = Unmasked(Get<string>("account_id")) ?? HandleOf(url) ?? Get<string>("id")?.ToLowerInvariant();
        record.Fail(handle is null, RejectionReasons.MissingId, "$.account_id");
        return record.Failure is { } failure
            ? ReferenceOutcome.Rejected(failure.Reason, failure.Path)
            : ReferenceOutcome.Of(new CanonicalProfile
            {
                Platform = "tiktok",
                Handle = handle!,
                ProfileId = Get<string>("id"),
                Name = Get<string>("nickname"),
                Bio = Get<string>("biography"),
                Url = url ?? "https://www.tiktok.com/@" + handle,
                IsVerified = Get<bool?>("is_verified"),
                Followers = Get<long?>("followers"),
                Following = Get<long?>("following"),
                Posts = Get<long?>("videos_count"),
                Likes = Get<long?>("likes") ?? Get<long?>("like_count"),
                ObservedAt = observedAt,
                Place = place,
            });
    }

    private static string? Unmasked(string? handle) => handle?.Contains('█', StringComparison.Ordinal) == true ? null : handle;

    private static string? HandleOf(string? url) =>
        url is not null && ReferenceUrls.Parts(url)[0] is ['@', ..] first ? Unmasked(Fold(Uri.UnescapeDataString(first[1..]))) : null;

    private T? Get<T>(string field) => (T?)fields.GetValueOrDefault(field);
}
