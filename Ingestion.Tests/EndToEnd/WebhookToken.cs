using System.Security.Cryptography;
using System.Text;

namespace Ingestion.Tests.EndToEnd;

/// <summary>The Authorization value that only the provider knows.</summary>
internal static class WebhookToken
{
    public static string Of(string crawlId) => "Bearer " + Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(Service.WebhookSecret), Encoding.UTF8.GetBytes(crawlId)));
}
