using System.Text.Json;
using Ingestion.Core.Normalize.Datasets.InstagramPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.InstagramProfiles;

/// <summary>Profiles, by the name that their posts carry as well.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "Instagram", profiles; read 2026-11-21.</remarks>
internal sealed class InstagramProfileMapping(FieldReader fields) : ProfileMapping(InstagramUrls.Platform, fields)
{
    private string? profileName;

    protected override string HandleField => "account";

    public override void Begin()
    {
        base.Begin();
        profileName = null;
    }

    public override void Read(int field, ref Utf8JsonReader json)
    {
        switch ((InstagramProfileField)field)
        {
            case InstagramProfileField.Account:
                Profile.Handle = InstagramUrls.HandleOrNull(Fields.Word(ref json));
                break;
            case InstagramProfileField.Id:
                Profile.Id = Fields.Id(ref json);
                break;
            case InstagramProfileField.Url or InstagramProfileField.ProfileUrl:
                Profile.Url = InstagramUrls.Rules.Canonical(Fields.Text(ref json)) ?? Profile.Url;
                break;
            case InstagramProfileField.FullName:
                Profile.Name = Fields.Text(ref json);
                break;
            case InstagramProfileField.ProfileName:
                profileName = Fields.Text(ref json);
                break;
            case InstagramProfileField.Biography:
                Profile.Bio = Fields.Text(ref json);
                break;
            case InstagramProfileField.IsVerified:
                Profile.IsVerified = Fields.Flag(ref json);
                break;
            case InstagramProfileField.Followers:
                Profile.Followers = Fields.Count(ref json);
                break;
            case InstagramProfileField.Following:
                Profile.Following = Fields.Count(ref json);
                break;
            default:
                Profile.Posts = Fields.Count(ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Profile.Name ??= profileName;
        Profile.Handle ??= InstagramUrls.HandleOf(Profile.Url);
        Profile.Url = Profile.Handle is { } handle ? InstagramUrls.OfProfile(handle) : Profile.Url;
        Profile.Handle ??= Profile.Id;
    }
}
