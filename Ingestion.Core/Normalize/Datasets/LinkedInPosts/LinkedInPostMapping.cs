using System.Text.Json;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.LinkedInPosts;

/// <summary>
/// Posts and articles of people and companies. LinkedIn shows neither shares nor views. An article's text begins with its
/// title; the title of a post is that of the web page and says nothing.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "LinkedIn", posts; read 2026-11-21.</remarks>
internal sealed class LinkedInPostMapping(FieldReader fields) : PostMapping(LinkedInUrls.Platform, fields)
{
    private readonly LinkedInMedia media = new(fields);
    private readonly List<string> people = [];
    private readonly List<string> companies = [];
    private readonly LinkedInNested nested = new(fields);
    private string? title;
    private bool isArticle;
    private bool isDocument;
    private bool isRepost;
    private bool hasLink;

    protected override string IdField => "id";

    protected override string AuthorField => "user_id";

    public override void Begin()
    {
        base.Begin();
        media.Begin();
        people.Clear();
        companies.Clear();
        title = null;
        isArticle = false;
        isDocument = false;
        isRepost = false;
        hasLink = false;
    }

    public override void Read(int field, ref Utf8JsonReader json)
    {
        switch ((LinkedInPostField)field)
        {
            case LinkedInPostField.Id:
                Post.Id = Fields.Id(ref json);
                break;
            case LinkedInPostField.Url:
                Post.Url = LinkedInUrls.Canonical(Fields.Text(ref json));
                break;
            case LinkedInPostField.Title:
                title = Fields.Text(ref json);
                break;
            case LinkedInPostField.PostText:
                Post.Text = Fields.Text(ref json);
                break;
            case LinkedInPostField.DatePosted:
                Post.PublishedAt = Fields.Date(ref json);
                break;
            case LinkedInPostField.Hashtags:
                Fields.Words(ref json, Post.Hashtags);
                break;
            case LinkedInPostField.PostType:
                ReadType(ref json);
                break;
            case LinkedInPostField.Repost:
                Post.IsRepost = nested.HasRepost(ref json);
                break;
            case LinkedInPostField.TaggedPeople:
                nested.ReadTagged(ref json, people);
                break;
            case LinkedInPostField.TaggedCompanies:
                nested.ReadTagged(ref json, companies);
                break;
            case >= LinkedInPostField.UserId:
                ReadAuthor((LinkedInPostField)field, ref json);
                break;
            case >= LinkedInPostField.Images:
                ReadMedia((LinkedInPostField)field, ref json);
                break;
            case LinkedInPostField.NumLikes:
                Post.Likes = Fields.Count(ref json);
                break;
            default:
                Post.Comments = Fields.Count(ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Post.Id ??= LinkedInUrls.ActivityOf(Post.Url);
        Post.Text = isArticle && title is not null ? Joined(title, Post.Text) : Post.Text;
        Post.IsRepost = isRepost ? true : Post.IsRepost;
        media.CopyTo(Post.Media);
        Post.ContentType = isDocument ? ContentType.Document : isArticle ? ContentType.Text : media.ContentType(hasLink);
        foreach (var handle in people.Concat(companies))
        {
            PostTags.Add(Post.Mentions, handle);
        }

        Author.Handle ??= LinkedInUrls.HandleOf(Author.Url);
    }

    protected override string UrlOf(string postId) => LinkedInUrls.OfUpdate($"urn:li:activity:{postId}");

    private static string Joined(string title, string? text) => text is null ? title : $"{title}\n\n{text}";

    private void ReadType(ref Utf8JsonReader json)
    {
        isArticle = FieldReader.Is(ref json, "article"u8);
        isDocument = FieldReader.Is(ref json, "document"u8);
        isRepost = FieldReader.Is(ref json, "repost"u8);
    }

    private void ReadMedia(LinkedInPostField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case LinkedInPostField.Images:
                media.ReadImages(ref json);
                break;
            case LinkedInPostField.Videos:
                media.ReadVideos(ref json);
                break;
            case LinkedInPostField.VideoDuration:
                media.Length = FieldReader.Length(ref json, TimeSpan.FromSeconds(1));
                break;
            case LinkedInPostField.DocumentCoverImage:
                media.Cover = Fields.Text(ref json);
                break;
            case LinkedInPostField.DocumentPageCount:
                media.Pages = Fields.Count(ref json);
                break;
            default:
                hasLink = LinkedInNested.HasLink(ref json);
                break;
        }
    }

    private void ReadAuthor(LinkedInPostField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case LinkedInPostField.UserId:
                Author.Handle = LinkedInUrls.HandleOrNull(Fields.Word(ref json));
                break;
            case LinkedInPostField.UseUrl:
                Author.Url = LinkedInUrls.Canonical(Fields.SharedText(ref json));
                break;
            case LinkedInPostField.UserName:
                Author.Name = Fields.SharedText(ref json);
                break;
            default:
                Author.Followers = Fields.Count(ref json);
                break;
        }
    }
}
