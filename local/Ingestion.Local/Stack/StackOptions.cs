namespace Ingestion.Local.Stack;

/// <summary>What is started, and where.</summary>
internal sealed record StackOptions
{
    public required string DataFolder { get; init; }

    /// <summary>The HTTP port that was asked for; null takes 7071 or the next free one.</summary>
    public int? Port { get; init; }

    /// <summary>Deletes what earlier runs kept.</summary>
    public bool Reset { get; init; }

    /// <summary>Crawls go to the real provider when the caller has a key: they cost money.</summary>
    public bool MayUseRealProvider { get; init; }

    /// <summary>Begins a new data folder with the day before, where the database and the platforms are ours.</summary>
    public bool BeginsYesterday { get; init; }

    /// <summary>The caller's environment.</summary>
    public CallerSettings Caller { get; init; } = CallerSettings.FromEnvironment();

    /// <summary>Whether our stand-in is the provider.</summary>
    public bool UsesSimulator => Caller.BrightDataBaseUrl is null && !(MayUseRealProvider && Caller.BrightDataApiKey is not null);
}

/// <summary>The services that the caller brings: each one set is used instead of one of ours. Names as in the README.</summary>
internal sealed record CallerSettings
{
    public string? PostgresConnectionString { get; init; }

    /// <summary>The durable runtime's own; null: the same as the service's.</summary>
    public string? RuntimeConnectionString { get; init; }

    public string? BlobConnectionString { get; init; }

    public string? BlobServiceUri { get; init; }

    public string? BrightDataBaseUrl { get; init; }

    public string? BrightDataApiKey { get; init; }

    public string? PublicBaseUrl { get; init; }

    public string? WebhookSecret { get; init; }

    public string? OwnerKeys { get; init; }

    public string? OperatorKeys { get; init; }

    public bool HasBlobs => BlobConnectionString is not null || BlobServiceUri is not null;

    public static CallerSettings FromEnvironment() => new()
    {
        PostgresConnectionString = Read("POSTGRES_CONNECTION_STRING"),
        RuntimeConnectionString = Read("FunctionsRuntime__PostgresConnectionString"),
        BlobConnectionString = Read("BLOB_CONNECTION_STRING"),
        BlobServiceUri = Read("BLOB_SERVICE_URI"),
        BrightDataBaseUrl = Read("BRIGHTDATA_BASE_URL"),
        BrightDataApiKey = Read("BRIGHTDATA_API_KEY"),
        PublicBaseUrl = Read("PUBLIC_BASE_URL"),
        WebhookSecret = Read("WEBHOOK_SECRET"),
        OwnerKeys = Read("OWNER_KEYS"),
        OperatorKeys = Read("OPERATOR_KEYS"),
    };

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
