using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Mapping;

/// <summary>
/// The part of a mapping that all datasets of posts share. A dataset reads its fields into <see cref="Post"/> and
/// <see cref="Author"/> and puts together in <see cref="Complete"/> what depends on several of them.
/// </summary>
internal abstract class PostMapping(string platform, FieldReader fields) : RecordMapping
{
    protected FieldReader Fields { get; } = fields;

    protected PostDraft Post { get; } = new();

    /// <summary>Who wrote it.</summary>
    protected ProfileDraft Author { get; } = new();

    /// <summary>The profile that the record describes beside the post: its author, if the dataset knows no other.</summary>
    protected virtual ProfileDraft Seen => Author;

    public override void Begin()
    {
        Post.Clear();
        Author.Clear();
    }

    public override void End(RecordPlace place, DateTimeOffset observedAt, RecordBatch batch)
    {
        Complete();
        if (Post.Id is null)
        {
            Fields.Fail(RejectionReasons.MissingId, "$." + IdField, "the id of the post was expected, none came");
        }

        if (Author.Handle is null)
        {
            Fields.Fail(RejectionReasons.MissingAuthor, "$." + AuthorField, "the author of the post was expected, none came");
        }

        if (Fields.Reason is null)
        {
            Post.Url ??= UrlOf(Post.Id!);
            AddTagsOfText();
            batch.Posts.Add(Post.ToPost(platform, Author.ToAuthor(), observedAt, place));
            AddSeen(place, observedAt, batch);
        }
    }

    /// <summary>The field that holds the id.</summary>
    protected abstract string IdField { get; }

    /// <summary>The field that names the author.</summary>
    protected abstract string AuthorField { get; }

    /// <summary>All fields are read: sets the author's handle, the content type and whatever else is derived.</summary>
    protected abstract void Complete();

    /// <summary>The page of a post whose record gives no usable address.</summary>
    protected abstract string UrlOf(string postId);

    private void AddTagsOfText()
    {
        if (Post.Text is not { } text)
        {
            return;
        }

        if (Post.Hashtags.Count == 0)
        {
            PostTags.AddHashtags(text, Post.Hashtags);
        }

        if (Post.Mentions.Count == 0)
        {
            PostTags.AddMentions(text, Post.Mentions);
        }
    }

    private void AddSeen(RecordPlace place, DateTimeOffset observedAt, RecordBatch batch)
    {
        var hasCounts = (Seen.Followers ?? Seen.Following ?? Seen.Posts ?? Seen.Likes) is not null;
        if (hasCounts && Seen.Handle is { } handle && batch.IsFirst(handle, observedAt))
        {
            batch.Authors.Add(Seen.ToProfile(platform, observedAt, place));
        }
    }
}
