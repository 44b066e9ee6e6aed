using System.Text;
using System.Text.Json;

namespace Ingestion.Core.Normalize.Fields;

/// <summary>The members that are read of an object inside a field: those of an enum from 0, in snake_case.</summary>
internal sealed class MemberNames
{
    private readonly string[] names;
    private readonly NameIndex index;

    private MemberNames(string[] names)
    {
        this.names = names;
        index = new NameIndex(names.Length);
        foreach (var name in names)
        {
            index.Add(Encoding.UTF8.GetBytes(name));
        }
    }

    /// <summary>A member's name.</summary>
    public string this[int member] => names[member];

    public static MemberNames Of<TMember>()
        where TMember : struct, Enum =>
        new(FieldNames.Of<TMember>());

    /// <summary>The member whose name the reader is at, or -1.</summary>
    public int Find(ref Utf8JsonReader json) => index.Find(ref json);
}
