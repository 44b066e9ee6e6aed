using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ingestion.Tests.EndToEnd;
using Ingestion.Tests.Security;

namespace Ingestion.Tests.Accounts;

/// <summary>A running service with two owners and a key ring.</summary>
public class AccountService : SharedService
{
    public const string AcmeKey = "canary-owner-acme-0001";
    public const string GlobexKey = "canary-owner-globex-0001";

    private readonly string keysFile = Path.Combine(Directory.CreateTempSubdirectory("credential-keys-").FullName, "keys.json");

    public AccountService() => File.WriteAllText(keysFile, MemoryKeyRingStore.TextOf("k1"));

    internal override (string Name, string Value)[] Settings =>
    [
        ("OWNER_KEYS", $"acme={AcmeKey};globex={GlobexKey}"), ("CREDENTIAL_KEYS_FILE", keysFile),
    ];

    /// <summary>Notes that a sign-in proved whose account it is.</summary>
    internal Task ProveAsync(string accountId) => Service.ScalarAsync(
        $"update ingestion.connected_accounts set identity_proved_at = now() where account_id = '{accountId}'");

    internal async Task<(int StatusCode, JsonElement Body)> SendAsync(
        string method, string path, object? body = null, string? key = AcmeKey)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        if (key is not null)
        {
            request.Headers.Add("Authorization", $"Bearer {key}");
        }

        using HttpResponseMessage response = await Service.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
