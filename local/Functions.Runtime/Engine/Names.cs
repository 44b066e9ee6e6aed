using System.Buffers;

namespace Functions.Runtime.Engine;

/// <summary>Which names and instance ids are allowed.</summary>
internal static class Names
{
    private const int MaxInstanceIdLength = 256;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create('/', '\\', '#', '?');

    /// <exception cref="ArgumentException">The name is empty, or has control characters or broken Unicode.</exception>
    public static string Require(string? name, string parameter)
    {
        if (string.IsNullOrWhiteSpace(name) || !IsPlain(name))
        {
            throw new ArgumentException("A name must not be empty or hold control characters.", parameter);
        }

        return name;
    }

    /// <exception cref="ArgumentException">The id is not allowed.</exception>
    public static void RequireInstanceId(string? instanceId, string parameter)
    {
        if (string.IsNullOrEmpty(instanceId) || instanceId.Length > MaxInstanceIdLength || instanceId[0] == '@'
            || instanceId.AsSpan().ContainsAny(Forbidden) || !IsPlain(instanceId))
        {
            throw new ArgumentException(
                "An instance id has 1 to 256 characters, does not start with '@', and holds none of / \\ # ? and no control "
                + "characters.",
                parameter);
        }
    }

    private static bool IsPlain(string text)
    {
        for (int index = 0; index < text.Length; index++)
        {
            char c = text[index];
            if (char.IsControl(c) || char.IsLowSurrogate(c))
            {
                return false;
            }

            if (char.IsHighSurrogate(c) && (++index == text.Length || !char.IsLowSurrogate(text[index])))
            {
                return false;
            }
        }

        return true;
    }
}
