using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ingestion.Core.Subscriptions;

/// <summary>
/// A secret of Standard Webhooks: <c>whsec_</c> and the base64 of 32 random bytes. A class, not a record: it must not print itself.
/// </summary>
/// <param name="text">As it is shown to the owner.</param>
internal sealed class WebhookSecret(string text)
{
    private const string Prefix = "whsec_";
    private const int KeyBytes = 32;

    /// <summary>As it is shown to the owner, once.</summary>
    internal string Text { get; } = text;

    internal static WebhookSecret Create() => new(Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));

    /// <summary><c>v1,</c> and the base64 of the HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
    internal string Sign(string messageId, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Convert.FromBase64String(Text[Prefix.Length..]));
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{messageId}.{timestamp}.")));
        hash.AppendData(body);
        return $"v1,{Convert.ToBase64String(hash.GetHashAndReset())}";
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(WebhookSecret);
}
