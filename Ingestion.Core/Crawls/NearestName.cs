namespace Ingestion.Core.Crawls;

/// <summary>Finds the name that a caller most likely meant.</summary>
public static class NearestName
{
    /// <summary>One edit is allowed for every three characters. A shorter name may differ in its case only.</summary>
    private const int CharactersPerEdit = 3;

    /// <summary>Longer names are not compared: the work grows with the square of the length.</summary>
    private const int MaxLength = 100;

    /// <summary>Ignores case. An edit inserts, removes or replaces a character, or swaps two neighbours.</summary>
    /// <param name="name">The name that was sent.</param>
    /// <param name="known">The names that there are; the first of several equally near ones is taken.</param>
    /// <returns>Null when no name is near.</returns>
    public static string? Find(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > MaxLength)
        {
            return null;
        }

        string sent = name.ToLowerInvariant();
        return known
            .Select(candidate => (Name: candidate, Edits: Edits(sent, candidate.ToLowerInvariant())))
            .Where(candidate => candidate.Edits <= Math.Max(sent.Length, candidate.Name.Length) / CharactersPerEdit)
            .OrderBy(candidate => candidate.Edits)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>The Damerau-Levenshtein distance, where no part of the text is edited twice.</summary>
    private static int Edits(string from, string to)
    {
        int[][] edits = [.. Enumerable.Range(0, from.Length + 1).Select(_ => new int[to.Length + 1])];
        for (int row = 0; row <= from.Length; row++)
        {
            for (int column = 0; column <= to.Length; column++)
            {
                edits[row][column] = row == 0 || column == 0 ? row + column : Fewest(edits, from, to, row, column);
            }
        }

        return edits[from.Length][to.Length];
    }

    private static int Fewest(int[][] edits, string from, string to, int row, int column)
    {
        int replaced = edits[row - 1][column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1);
        int fewest = Math.Min(replaced, Math.Min(edits[row - 1][column], edits[row][column - 1]) + 1);
        bool isSwapped = row > 1 && column > 1 && from[row - 1] == to[column - 2] && from[row - 2] == to[column - 1];
        return isSwapped ? Math.Min(fewest, edits[row - 2][column - 2] + 1) : fewest;
    }
}
