namespace Ingestion.Tests.Providers.BrightData;

/// <summary>Answers as the provider sends them.</summary>
internal static class Payload
{
    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Payloads", "brightdata", name));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Payloads", "brightdata", name));
}
