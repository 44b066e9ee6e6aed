using System.Text.Json;
using System.Text.Json.Serialization;
using Ingestion.Core.Normalize.Datasets.XPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.XApi;

/// <summary>
/// Users and posts as X's own API gives them. Address, shares (reposts and quotes together) and content type are those that the same post
/// gets from Bright Data's dataset. A post of somebody else is theirs, by the only name that X gives of them: the id.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.5; the members of entities are from memory; read 2026-11-21.</remarks>
internal sealed class XApiMapping(FieldReader fields, FieldTable table) : ApiMapping(XUrls.Platform, fields, table)
{
    private const int LanguageCodeLength = 2;

    private static readonly MemberNames TagMembers = MemberNames.Of<TagMember>();
    private static readonly MemberNames MentionMembers = MemberNames.Of<MentionMember>();
    private static readonly MemberNames UrlMembers = MemberNames.Of<UrlMember>();
    private static readonly MemberNames ReferenceMembers = MemberNames.Of<ReferenceMember>();

    private readonly XApiMedia media = new(fields);
    private string? longText;
    private string? authorId;
    private bool hasLink;
    private bool isRepost;
    private long? reposts;
    private long? quotes;

    private enum TagMember
    {
        Tag,
    }

    private enum MentionMember
    {
        Username,
    }

    private enum UrlMember
    {
        ExpandedUrl,
    }

    private enum ReferenceMember
    {
        [JsonStringEnumMemberName("type")]
        Kind,
    }

    protected override string IdField => "post.id";

    public override void Begin()
    {
        base.Begin();
        longText = null;
        authorId = null;
        hasLink = false;
        isRepost = false;
        reposts = null;
        quotes = null;
    }

    protected override void ReadItem(int field, ref Utf8JsonReader json)
    {
        switch ((XApiField)field)
        {
            case < XApiField.PostId:
                ReadUser((XApiField)field, ref json);
                break;
            case >= XApiField.Likes:
                ReadCount((XApiField)field, ref json);
                break;
            case XApiField.Hashtags:
                ReadWords(ref json, TagMembers, Post.Hashtags);
                break;
            case XApiField.Mentions:
                ReadWords(ref json, MentionMembers, Post.Mentions);
                break;
            case XApiField.Urls:
                ReadUrls(ref json);
                break;
            case XApiField.References:
                ReadReferences(ref json);
                break;
            case XApiField.Includes:
                media.Read(ref json, Post.Media);
                break;
            default:
                ReadPost((XApiField)field, ref json);
                break;
        }
    }

    protected override void Complete()
    {
        if (authorId is not null && Author.Id is not null && authorId != Author.Id)
        {
            Author.Clear();
            Author.Id = authorId;
            Author.Handle = authorId;
        }

        Author.Url = UrlOfAuthor();
        if (IsProfile)
        {
            return;
        }

        Post.IsRepost = isRepost;
        Post.Text = longText ?? Post.Text;
        Post.Shares = Fields.Sum(reposts, quotes, "$.post.public_metrics.retweet_count");
        Post.ContentType = Post.Media.Count switch
        {
            > 1 => ContentType.Carousel,
            1 => Post.Media[0].Type == "video" ? ContentType.Video : ContentType.Photo,
            _ => hasLink ? ContentType.Link : ContentType.Text,
        };
    }

    protected override string UrlOf(string postId) => $"https://x.com/{Author.Handle}/status/{Uri.EscapeDataString(postId)}";

    private string? UrlOfAuthor() => Author.Handle switch
    {
        null => null,
        _ when Author.Handle == Author.Id => "https://x.com/i/user/" + Author.Id,
        _ => "https://x.com/" + Author.Handle,
    };

    private void ReadPost(XApiField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case XApiField.PostId:
                Post.Id = Fields.Id(ref json);
                break;
            case XApiField.Text:
                Post.Text = Fields.Text(ref json);
                break;
            case XApiField.LongText:
                longText = Fields.Text(ref json);
                break;
            case XApiField.AuthorId:
                authorId = Fields.SharedId(ref json);
                break;
            case XApiField.CreatedAt:
                Post.PublishedAt = Fields.Date(ref json);
                break;
            default:
                // Others are X's own: und for none, qme for a post of pictures only.
                Post.Language = Fields.Word(ref json) is { Length: LanguageCodeLength } language ? language : null;
                break;
        }
    }

    private void ReadCount(XApiField field, ref Utf8JsonReader json)
    {
        long? count = Fields.Count(ref json);
        switch (field)
        {
            case XApiField.Likes:
                Post.Likes = count;
                break;
            case XApiField.Replies:
                Post.Comments = count;
                break;
            case XApiField.Reposts:
                reposts = count;
                break;
            case XApiField.Quotes:
                quotes = count;
                break;
            case XApiField.Views:
                Post.Views = count;
                break;
            default:
                Post.Saves = count;
                break;
        }
    }

    private void ReadUser(XApiField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case XApiField.UserId:
                Author.Id = Fields.Id(ref json);
                break;
            case XApiField.Name:
                Author.Name = Fields.Text(ref json);
                break;
            case XApiField.Bio:
                Author.Bio = Fields.Text(ref json);
                break;
            case XApiField.IsVerified:
                Author.IsVerified = Fields.Flag(ref json);
                break;
            case XApiField.Followers:
                Author.Followers = Fields.Count(ref json);
                break;
            case XApiField.Following:
                Author.Following = Fields.Count(ref json);
                break;
            default:
                Author.Posts = Fields.Count(ref json);
                break;
        }
    }

    /// <summary>Of a list of objects the one member that is a tag or a handle.</summary>
    private void ReadWords(ref Utf8JsonReader json, MemberNames members, List<string> words)
    {
        words.Clear();
        if (!Fields.BeginArray(ref json))
        {
            return;
        }

        while (Fields.NextElement(ref json))
        {
            if (!Fields.BeginObject(ref json))
            {
                continue;
            }

            while (Fields.NextMember(ref json, members) >= 0)
            {
                PostTags.Add(words, Fields.Word(ref json));
            }
        }
    }

    /// <summary>X's own addresses are those of its media and of quoted posts.</summary>
    private void ReadUrls(ref Utf8JsonReader json)
    {
        if (!Fields.BeginArray(ref json))
        {
            return;
        }

        while (Fields.NextElement(ref json))
        {
            if (!Fields.BeginObject(ref json))
            {
                continue;
            }

            while (Fields.NextMember(ref json, UrlMembers) >= 0)
            {
                hasLink |= Fields.Text(ref json) is { } url && !XUrls.Rules.IsOfPlatform(url);
            }
        }
    }

    private void ReadReferences(ref Utf8JsonReader json)
    {
        if (!Fields.BeginArray(ref json))
        {
            return;
        }

        while (Fields.NextElement(ref json))
        {
            if (!Fields.BeginObject(ref json))
            {
                continue;
            }

            while (Fields.NextMember(ref json, ReferenceMembers) >= 0)
            {
                isRepost |= FieldReader.Is(ref json, "retweeted"u8);
            }
        }
    }
}
