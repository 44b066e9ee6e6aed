using System.Text.Json;
using Ingestion.Core.Normalize.Datasets.XPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.XProfiles;

/// <summary>
/// Profiles on X. <c>id</c> is the handle, <c>x_id</c> the id. The posts inside a record are left out: they were seen to be
/// months old.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "X"; read 2026-11-21.</remarks>
internal sealed class XProfileMapping(FieldReader fields) : ProfileMapping(XUrls.Platform, fields)
{
    protected override string HandleField => "id";

    public override void Read(int field, ref Utf8JsonReader json)
    {
        switch ((XProfileField)field)
        {
            case XProfileField.Id:
                Profile.Handle = Fields.Word(ref json);
                break;
            case XProfileField.XId:
                Profile.Id = Fields.Id(ref json);
                break;
            case XProfileField.Url:
                Profile.Url = XUrls.Rules.Canonical(Fields.Text(ref json));
                break;
            case XProfileField.ProfileName:
                Profile.Name = Fields.Text(ref json);
                break;
            case XProfileField.Biography:
                Profile.Bio = Fields.Text(ref json);
                break;
            case XProfileField.IsVerified:
                Profile.IsVerified = Fields.Flag(ref json);
                break;
            case XProfileField.Followers:
                Profile.Followers = Fields.Count(ref json);
                break;
            case XProfileField.Following:
                Profile.Following = Fields.Count(ref json);
                break;
            default:
                Profile.Posts = Fields.Count(ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Profile.Handle = UrlRules.Unmasked(Profile.Handle) ?? XUrls.HandleOf(Profile.Url) ?? Profile.Id?.ToLowerInvariant();
        if (Profile.Handle is { } handle)
        {
            Profile.Url ??= "https://x.com/" + handle;
        }
    }
}
