namespace Ingestion.Core.Crawls;

/// <summary>Finds the known name that a misspelled one most likely means.</summary>
public static class NearestName
{
    private const int MaxLength = 64;
    private const int LettersPerEdit = 3;

    /// <summary>Compares without case. One edit is allowed per three letters, and at least one.</summary>
    /// <param name="name">The misspelled name.</param>
    /// <param name="known">The right names; the first wins when two are equally near.</param>
    /// <returns>Null when none is near enough.</returns>
    public static string? Find(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > MaxLength)
        {
            return null;
        }

        int bound = Math.Max(1, name.Length / LettersPerEdit);
        string wanted = name.ToUpperInvariant();
        return known
            .Where(one => Math.Abs(one.Length - name.Length) <= bound)
            .Select(one => (Name: one, Edits: Distance(wanted, one.ToUpperInvariant())))
            .Where(one => one.Edits <= bound)
            .OrderBy(one => one.Edits)
            .Select(one => one.Name)
            .FirstOrDefault();
    }

    /// <summary>Damerau-Levenshtein: insertions, deletions, substitutions and swaps of neighbours.</summary>
    private static int Distance(string left, string right)
    {
        int[][] edits = [.. Enumerable.Range(0, left.Length + 1).Select(_ => new int[right.Length + 1])];
        for (int row = 0; row <= left.Length; row++)
        {
            for (int column = 0; column <= right.Length; column++)
            {
                edits[row][column] = row == 0 || column == 0 ? row + column : Cheapest(edits, left, right, row, column);
            }
        }

        return edits[^1][^1];
    }

    private static int Cheapest(int[][] edits, string left, string right, int row, int column)
    {
        int substitution = edits[row - 1][column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
        int cheapest = Math.Min(substitution, 1 + Math.Min(edits[row - 1][column], edits[row][column - 1]));
        bool isSwap = row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
        return isSwap ? Math.Min(cheapest, edits[row - 2][column - 2] + 1) : cheapest;
    }
}
