using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Ingestion.Functions.Read;

/// <summary>Chooses the form of a list by the `Accept` header (RFC 9110, 12.5.1).</summary>
internal static class Negotiation
{
    // In the order of our preference among forms that the caller likes equally; first the type that we send.
    private static readonly (WireFormat Format, StringSegment[] MediaTypes)[] Offers =
    [
        (WireFormat.Json, ["application/json"]),
        (WireFormat.Ndjson, ["application/x-ndjson", "application/ndjson"]),
        (WireFormat.Csv, ["text/csv"]),
    ];

    /// <returns>Null when the caller wants none of our forms.</returns>
    public static WireFormat? Choose(HttpRequest request)
    {
        if (StringValues.IsNullOrEmpty(request.Headers.Accept))
        {
            return WireFormat.Json;
        }

        IList<MediaTypeHeaderValue> accepted = request.GetTypedHeaders().Accept;
        (double quality, WireFormat format) = Offers
            .Select(offer => (QualityOf(offer.MediaTypes, accepted), offer.Format))
            .MaxBy(choice => choice.Item1);
        return quality > 0 ? format : null;
    }

    private static double QualityOf(StringSegment[] mediaTypes, IList<MediaTypeHeaderValue> accepted) =>
        mediaTypes.Select((type, at) => Quality(type, accepted, isSent: at == 0)).Max();

    /// <summary>The most specific range that fits decides. Another name of a type has to be named itself.</summary>
    private static double Quality(StringSegment mediaType, IList<MediaTypeHeaderValue> accepted, bool isSent)
    {
        var offer = new MediaTypeHeaderValue(mediaType);
        return accepted
            .Where(range => IsMatch(range, offer) && (isSent || !range.MatchesAllSubTypes))
            .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
    }

    private static bool IsMatch(MediaTypeHeaderValue range, MediaTypeHeaderValue offer) =>
        range.MatchesAllTypes
        || (range.Type.Equals(offer.Type, StringComparison.OrdinalIgnoreCase)
            && (range.MatchesAllSubTypes || range.SubType.Equals(offer.SubType, StringComparison.OrdinalIgnoreCase)));
}
