using Ingestion.Core.Normalize;

namespace Ingestion.Tests.Store;

/// <summary>The rules of a load again, slow and plain: one post after the other, in memory.</summary>
internal sealed class LoadModel
{
    private readonly SortedDictionary<string, Row> rows = new(StringComparer.Ordinal);

    internal (int Stored, int Updated, int Unchanged) Load(IReadOnlyCollection<CanonicalPost> snapshot)
    {
        (int stored, int updated) = (0, 0);
        foreach (IGrouping<string, CanonicalPost> duplicates in snapshot.GroupBy(post => post.PostId))
        {
            CanonicalPost post = duplicates.OrderBy(post => post.ObservedAt).ThenBy(post => post.Place.Index).Last();
            if (!rows.TryGetValue(post.PostId, out Row? row))
            {
                rows[post.PostId] = row = new Row(post);
                stored++;
            }
            else if (row.Take(post))
            {
                updated++;
            }
        }

        return (stored, updated, snapshot.Count - stored - updated);
    }

    /// <summary>One line per post: its text and time, its likes and time, its history.</summary>
    internal IEnumerable<string> Lines() => rows.Select(row => $"{row.Key}: {row.Value}");

    private sealed class Row(CanonicalPost first)
    {
        private readonly SortedDictionary<DateTimeOffset, long?> history = new() { [first.ObservedAt] = first.Counts.Likes };
        private (string? Value, DateTimeOffset At) text = (first.Text, first.ObservedAt);
        private (long? Value, DateTimeOffset At) likes = (first.Counts.Likes, first.ObservedAt);

        internal bool Take(CanonicalPost post)
        {
            DateTimeOffset at = post.ObservedAt;
            if (at < text.At || at < likes.At)
            {
                TakeOlder(post);
                return false;
            }

            (bool isEdited, bool isCounted) = (post.Text != text.Value, post.Counts.Likes != likes.Value);
            text = isEdited ? (post.Text, at) : text;
            likes = isCounted ? (post.Counts.Likes, at) : likes;
            if (isCounted)
            {
                history[at] = post.Counts.Likes;
            }

            return isEdited || isCounted;
        }

        public override string ToString() =>
            $"{text.Value}@{Minute(text.At)} {likes.Value}@{Minute(likes.At)} [{string.Join(' ', history.Select(entry => $"{entry.Value}@{Minute(entry.Key)}"))}]";

        private void TakeOlder(CanonicalPost post)
        {
            long?[] before = [.. history.Where(entry => entry.Key <= post.ObservedAt).Select(entry => entry.Value).TakeLast(1)];
            if (before.Length == 0 || before[0] != post.Counts.Likes)
            {
                history[post.ObservedAt] = post.Counts.Likes;
            }
        }

        private static int Minute(DateTimeOffset at) => (int)(at - Records.Start).TotalMinutes;
    }
}
