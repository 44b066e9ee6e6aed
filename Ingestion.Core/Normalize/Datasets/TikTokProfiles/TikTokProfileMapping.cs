using System.Text.Json;
using Ingestion.Core.Normalize.Datasets.TikTokPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.TikTokProfiles;

/// <summary>
/// Profiles on TikTok. <c>account_id</c> is masked in delivered samples (<c>jzt███_ar███</c>); the address then has the handle.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "TikTok", with 600 real rows; read 2026-11-21.</remarks>
internal sealed class TikTokProfileMapping(FieldReader fields) : ProfileMapping(TikTokUrls.Platform, fields)
{
    private long? otherLikes;

    protected override string HandleField => "account_id";

    public override void Begin()
    {
        base.Begin();
        otherLikes = null;
    }

    public override void Read(int field, ref Utf8JsonReader json)
    {
        switch ((TikTokProfileField)field)
        {
            case TikTokProfileField.AccountId:
                Profile.Handle = Fields.Word(ref json);
                break;
            case TikTokProfileField.Id:
                Profile.Id = Fields.Id(ref json);
                break;
            case TikTokProfileField.Url:
                Profile.Url = TikTokUrls.Rules.Canonical(Fields.Text(ref json));
                break;
            case TikTokProfileField.Nickname:
                Profile.Name = Fields.Text(ref json);
                break;
            case TikTokProfileField.Biography:
                Profile.Bio = Fields.Text(ref json);
                break;
            case TikTokProfileField.IsVerified:
                Profile.IsVerified = Fields.Flag(ref json);
                break;
            case TikTokProfileField.Followers:
                Profile.Followers = Fields.Count(ref json);
                break;
            case TikTokProfileField.Following:
                Profile.Following = Fields.Count(ref json);
                break;
            case TikTokProfileField.Likes:
                Profile.Likes = Fields.Count(ref json);
                break;
            case TikTokProfileField.LikeCount:
                otherLikes = Fields.Count(ref json);
                break;
            default:
                Profile.Posts = Fields.Count(ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Profile.Likes ??= otherLikes;
        Profile.Handle = UrlRules.Unmasked(Profile.Handle) ?? TikTokUrls.HandleOf(Profile.Url) ?? Profile.Id?.ToLowerInvariant();
        if (Profile.Handle is { } handle)
        {
            Profile.Url ??= "https://www.tiktok.com/@" + handle;
        }
    }
}
