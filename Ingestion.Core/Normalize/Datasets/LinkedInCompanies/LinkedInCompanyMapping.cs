using System.Text.Json;
using Ingestion.Core.Normalize.Datasets.LinkedInPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.LinkedInCompanies;

/// <summary>Pages of companies, by the name that their posts carry as well.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "LinkedIn", companies; read 2026-11-21.</remarks>
internal sealed class LinkedInCompanyMapping(FieldReader fields) : ProfileMapping(LinkedInUrls.Platform, fields)
{
    private string? slogan;

    protected override string HandleField => "id";

    public override void Begin()
    {
        base.Begin();
        slogan = null;
    }

    public override void Read(int field, ref Utf8JsonReader json)
    {
        switch ((LinkedInCompanyField)field)
        {
            case LinkedInCompanyField.Id:
                Profile.Handle = LinkedInUrls.HandleOrNull(Fields.Word(ref json));
                break;
            case LinkedInCompanyField.CompanyId:
                Profile.Id = Fields.Id(ref json);
                break;
            case LinkedInCompanyField.Url:
                Profile.Url = LinkedInUrls.Canonical(Fields.Text(ref json));
                break;
            case LinkedInCompanyField.Name:
                Profile.Name = Fields.Text(ref json);
                break;
            case LinkedInCompanyField.About:
                Profile.Bio = Fields.Text(ref json);
                break;
            case LinkedInCompanyField.Slogan:
                slogan = Fields.Text(ref json);
                break;
            default:
                Profile.Followers = Fields.Count(ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Profile.Bio ??= slogan;
        Profile.Handle ??= LinkedInUrls.HandleOf(Profile.Url) ?? Profile.Id;
    }
}
