using System.Text.Json;

namespace Ingestion.Core.Platforms.Fetch;

/// <summary>What a call gave: an answer, a fault, or neither when the group of insights is closed.</summary>
/// <param name="Answer">A good answer.</param>
/// <param name="Fault">Why there is none.</param>
internal sealed record FetchAnswer(PlatformAnswer? Answer, FetchFault? Fault)
{
    /// <summary>The answer's object; one without fields when there is none.</summary>
    public JsonElement Body => Answer?.Body ?? JsonElement.Parse("{}");
}
