namespace Ingestion.Core.Errors;

/// <summary>The error codes of answers, events and crawls: SCREAMING_SNAKE_CASE, never renamed once released.</summary>
public static class ErrorCodes
{
    /// <summary>The request breaks at least one rule; <c>errors</c> names the fields.</summary>
    public const string ValidationFailed = "VALIDATION_FAILED";

    /// <summary>No crawl has this id.</summary>
    public const string CrawlNotFound = "CRAWL_NOT_FOUND";

    /// <summary>No post has this platform and id.</summary>
    public const string PostNotFound = "POST_NOT_FOUND";

    /// <summary>No profile has this platform and handle.</summary>
    public const string ProfileNotFound = "PROFILE_NOT_FOUND";

    /// <summary>No dead letter has this id.</summary>
    public const string DeadLetterNotFound = "DEAD_LETTER_NOT_FOUND";

    /// <summary>The dead letter was replayed or discarded before.</summary>
    public const string DeadLetterNotOpen = "DEAD_LETTER_NOT_OPEN";

    /// <summary>The caller has no connected account with this id.</summary>
    public const string AccountNotFound = "ACCOUNT_NOT_FOUND";

    /// <summary>The caller has this account of the platform connected already.</summary>
    public const string AccountExists = "ACCOUNT_EXISTS";

    /// <summary>The caller has no creator with this id.</summary>
    public const string CreatorNotFound = "CREATOR_NOT_FOUND";

    /// <summary>Another creator of the caller has this reference.</summary>
    public const string CreatorExists = "CREATOR_EXISTS";

    /// <summary>Accounts belong to the creator.</summary>
    public const string CreatorHasAccounts = "CREATOR_HAS_ACCOUNTS";

    /// <summary>The account's holder was erased.</summary>
    public const string AccountErased = "ACCOUNT_ERASED";

    /// <summary>The caller asked for no erasure with this id.</summary>
    public const string ErasureNotFound = "ERASURE_NOT_FOUND";

    /// <summary>The caller has no webhook subscription with this id.</summary>
    public const string WebhookNotFound = "WEBHOOK_NOT_FOUND";

    /// <summary>The caller has as many webhook subscriptions as an owner may have.</summary>
    public const string WebhookLimitReached = "WEBHOOK_LIMIT_REACHED";

    /// <summary>The request shows no key, or one that this service does not know.</summary>
    public const string OwnerUnknown = "OWNER_UNKNOWN";

    /// <summary>The caller is known, but has another role than the route needs.</summary>
    public const string RoleRequired = "ROLE_REQUIRED";

    /// <summary>The platform is read with the application's own token; nobody signs in there.</summary>
    public const string ConnectNotNeeded = "CONNECT_NOT_NEEDED";

    /// <summary>The application at the platform is not set.</summary>
    public const string PlatformNotConfigured = "PLATFORM_NOT_CONFIGURED";

    /// <summary>The platform refuses our application: its secret, scopes or permissions.</summary>
    public const string PlatformAppRefused = "PLATFORM_APP_REFUSED";

    /// <summary>Too many calls at the platform.</summary>
    public const string PlatformRateLimited = "PLATFORM_RATE_LIMITED";

    /// <summary>The platform gives no usable answer.</summary>
    public const string PlatformUnavailable = "PLATFORM_UNAVAILABLE";

    /// <summary>The account's tokens are not good for what was asked: a scope or a role is missing.</summary>
    public const string PlatformPermissionMissing = "PLATFORM_PERMISSION_MISSING";

    /// <summary>The platform does not have the account, or does not show it.</summary>
    public const string PlatformAccountNotFound = "PLATFORM_ACCOUNT_NOT_FOUND";

    /// <summary>The platform has given up what was asked for.</summary>
    public const string PlatformEndpointRetired = "PLATFORM_ENDPOINT_RETIRED";

    /// <summary>The platform does not understand what was asked.</summary>
    public const string PlatformRequestInvalid = "PLATFORM_REQUEST_INVALID";

    /// <summary>The platform's pages go round in a circle, or do not end.</summary>
    public const string PlatformCursorRepeated = "PLATFORM_CURSOR_REPEATED";

    /// <summary>Accounts of this platform cannot be read through its API yet.</summary>
    public const string PlatformNotSynced = "PLATFORM_NOT_SYNCED";

    /// <summary>The holder or the creator does not let us collect the account, or it is not connected any more.</summary>
    public const string CollectionNotAllowed = "COLLECTION_NOT_ALLOWED";

    /// <summary>The sync lost its orchestration so often that it is not started again.</summary>
    public const string SyncStalled = "SYNC_STALLED";

    /// <summary>No dead-lettered sync has this id.</summary>
    public const string JobNotFound = "JOB_NOT_FOUND";

    /// <summary>The dead-lettered sync was replayed before.</summary>
    public const string JobAlreadyReplayed = "JOB_ALREADY_REPLAYED";

    /// <summary>The person said no, or the platform did.</summary>
    public const string AuthorizationDenied = "AUTHORIZATION_DENIED";

    /// <summary>The platform does not take the code of the sign-in.</summary>
    public const string AuthorizationCodeRefused = "AUTHORIZATION_CODE_REFUSED";

    /// <summary>Who signed in has no account that could be connected.</summary>
    public const string NoAccountSignedIn = "NO_ACCOUNT_SIGNED_IN";

    /// <summary>The sign-in was not begun here.</summary>
    public const string OAuthStateUnknown = "OAUTH_STATE_UNKNOWN";

    /// <summary>The sign-in was begun for another platform or by another owner.</summary>
    public const string OAuthStateForeign = "OAUTH_STATE_FOREIGN";

    /// <summary>The sign-in took too long.</summary>
    public const string OAuthStateExpired = "OAUTH_STATE_EXPIRED";

    /// <summary>The sign-in came back before.</summary>
    public const string OAuthStateUsed = "OAUTH_STATE_USED";

    /// <summary>The platform does not take the account's tokens any more.</summary>
    public const string ReauthorizationRequired = "REAUTHORIZATION_REQUIRED";

    /// <summary>The account's refresh token was spent, and its successor got lost.</summary>
    public const string RefreshTokenLost = "REFRESH_TOKEN_LOST";

    /// <summary>There are no keys to seal and open credentials with.</summary>
    public const string CredentialKeysMissing = "CREDENTIAL_KEYS_MISSING";

    /// <summary>Credentials are sealed with a key that the key ring does not have.</summary>
    public const string CredentialKeyUnknown = "CREDENTIAL_KEY_UNKNOWN";

    /// <summary>Stored credentials are not what was written.</summary>
    public const string CredentialsDamaged = "CREDENTIALS_DAMAGED";

    /// <summary>Key Vault does not answer.</summary>
    public const string KeyVaultUnavailable = "KEY_VAULT_UNAVAILABLE";

    /// <summary>The list has none of the forms that the Accept header names.</summary>
    public const string NotAcceptable = "NOT_ACCEPTABLE";

    /// <summary>The snapshot of this crawl is still being prepared.</summary>
    public const string CrawlNotReady = "CRAWL_NOT_READY";

    /// <summary>The crawl has ended and can no longer be changed.</summary>
    public const string CrawlAlreadyFinished = "CRAWL_ALREADY_FINISHED";

    /// <summary>The Idempotency-Key was used before with another body.</summary>
    public const string IdempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED";

    /// <summary>The brand's monthly record budget is used up; nothing was paid.</summary>
    public const string BudgetExceeded = "BUDGET_EXCEEDED";

    /// <summary>A callback did not carry this crawl's token.</summary>
    public const string UnauthorizedWebhook = "UNAUTHORIZED_WEBHOOK";

    /// <summary>Bright Data refuses the API key.</summary>
    public const string BrightDataUnauthorized = "BRIGHTDATA_UNAUTHORIZED";

    /// <summary>The Bright Data account is suspended, new or not active.</summary>
    public const string BrightDataAccountInactive = "BRIGHTDATA_ACCOUNT_INACTIVE";

    /// <summary>Bright Data has no dataset of this id, or not for this account.</summary>
    public const string BrightDataDatasetNotFound = "BRIGHTDATA_DATASET_NOT_FOUND";

    /// <summary>Bright Data refuses the inputs of the crawl.</summary>
    public const string BrightDataValidationFailed = "BRIGHTDATA_VALIDATION_FAILED";

    /// <summary>Bright Data refuses the call for another reason.</summary>
    public const string BrightDataRejected = "BRIGHTDATA_REJECTED";

    /// <summary>Too many calls or running jobs at Bright Data (429).</summary>
    public const string BrightDataRateLimited = "BRIGHTDATA_RATE_LIMITED";

    /// <summary>Bright Data answers 5xx or cannot be reached.</summary>
    public const string BrightDataUnavailable = "BRIGHTDATA_UNAVAILABLE";

    /// <summary>Bright Data did not answer in time.</summary>
    public const string BrightDataTimeout = "BRIGHTDATA_TIMEOUT";

    /// <summary>The collection failed at Bright Data.</summary>
    public const string BrightDataSnapshotFailed = "BRIGHTDATA_SNAPSHOT_FAILED";

    /// <summary>The collection was cancelled at Bright Data, not through this service.</summary>
    public const string BrightDataSnapshotCancelled = "BRIGHTDATA_SNAPSHOT_CANCELLED";

    /// <summary>Bright Data does not know the snapshot.</summary>
    public const string BrightDataSnapshotNotFound = "BRIGHTDATA_SNAPSHOT_NOT_FOUND";

    /// <summary>Bright Data has deleted the snapshot (kept for 30 days).</summary>
    public const string BrightDataSnapshotExpired = "BRIGHTDATA_SNAPSHOT_EXPIRED";

    /// <summary>Bright Data answered with something that its API does not define.</summary>
    public const string BrightDataUnexpectedResponse = "BRIGHTDATA_UNEXPECTED_RESPONSE";

    /// <summary>The snapshot was not ready within the polling limits.</summary>
    public const string PollingTimeout = "POLLING_TIMEOUT";

    /// <summary>The provider kept building the snapshot, or its download never ended.</summary>
    public const string DownloadTimeout = "DOWNLOAD_TIMEOUT";

    /// <summary>A download was cut off, stalled or too slow.</summary>
    public const string DownloadInterrupted = "DOWNLOAD_INTERRUPTED";

    /// <summary>The snapshot is not the JSON that the provider promises.</summary>
    public const string SnapshotInvalid = "SNAPSHOT_INVALID";

    /// <summary>The records are not what the dataset's schema promises: an id or a count is gone from most of them.</summary>
    public const string SnapshotSuspect = "SNAPSHOT_SUSPECT";

    /// <summary>The crawl has no raw snapshot that could be read again.</summary>
    public const string CrawlHasNoRawData = "CRAWL_HAS_NO_RAW_DATA";

    /// <summary>Blob storage does not answer.</summary>
    public const string StorageUnavailable = "STORAGE_UNAVAILABLE";

    /// <summary>Blob storage refuses this service's identity.</summary>
    public const string StorageForbidden = "STORAGE_FORBIDDEN";

    /// <summary>PostgreSQL does not answer.</summary>
    public const string DatabaseUnavailable = "DATABASE_UNAVAILABLE";

    /// <summary>The crawl was cancelled through this service.</summary>
    public const string CrawlCancelled = "CRAWL_CANCELLED";

    /// <summary>A failure that this service does not know.</summary>
    public const string InternalError = "INTERNAL_ERROR";

    /// <summary>What a person does about an error code, in one or two sentences.</summary>
    /// <param name="code">A code of this class; another one gets the suggestion of <see cref="InternalError"/>.</param>
    public static string RecoverySuggestion(string code) => code switch
    {
        ValidationFailed => "Correct the fields named in `errors` and send the request again.",
        CrawlNotFound => "Check the crawl id, or list the crawls with GET /api/v1/crawl.",
        PostNotFound => "Check platform and id, or list the posts with GET /api/v1/posts.",
        ProfileNotFound => "Check platform and handle, or list the profiles with GET /api/v1/profiles.",
        DeadLetterNotFound => "Check the id, or list the dead letters with GET /api/v1/dead-letters.",
        DeadLetterNotOpen => "Read it with GET /api/v1/dead-letters/{id}; nothing more can be done with it.",
        AccountNotFound => "Check the account id, or list your accounts with GET /api/v1/accounts.",
        AccountExists => "Change the account named in `existing_id` with PATCH, or delete it first.",
        CreatorNotFound => "Check the creator id, or list your creators with GET /api/v1/creators.",
        CreatorExists => "Change the creator named in `existing_id` with PATCH, or use another reference.",
        CreatorHasAccounts => "Delete its accounts first, or set data_collection_enabled to false.",
        AccountErased => "Nothing to do. If the holder wants to be collected again after all, see docs/privacy.md.",
        ErasureNotFound => "Check the erasure id, or send the POST again: it answers with the erasure that there is.",
        WebhookNotFound => "Check the subscription id, or list your subscriptions with GET /api/v1/webhooks.",
        WebhookLimitReached => "Delete a subscription that is not needed, or raise Webhooks__MaxPerOwner.",
        OwnerUnknown => "Send Authorization: Bearer with a key of OWNER_KEYS or OPERATOR_KEYS; in Azure, sign in.",
        RoleRequired =>
            "Send a key of OWNER_KEYS for the role owner, a key of OPERATOR_KEYS for the role operator; see docs/callers.md.",
        ConnectNotNeeded => "Send the artist's id with POST /api/v1/accounts; no credentials are needed.",
        PlatformNotConfigured => "Set PUBLIC_BASE_URL and the platform's ClientId and ClientSecret; see docs/accounts.md.",
        PlatformAppRefused => "Check the application at the platform: its id and secret, its redirect URI, scopes and permissions.",
        PlatformRateLimited => "Wait for a few minutes, then try again.",
        PlatformUnavailable => "Check the platform's status page and this service's outbound network, then try again.",
        PlatformPermissionMissing => "Sign in again with GET /api/v1/connect/{platform}, and agree to every permission.",
        PlatformAccountNotFound => "Check external_id and whether the account is public, or delete the account here.",
        PlatformEndpointRetired => "Look for a newer version of this service; the platform has changed its API.",
        PlatformRequestInvalid => "Read the platform's code in the message, and report it; what was fetched before is stored.",
        PlatformCursorRepeated => "Try again later; report it if it persists. What was fetched before is stored.",
        PlatformNotSynced => "Connect it with source brightdata where it has a public page, or wait for a newer version.",
        CollectionNotAllowed => "Set data_collection_enabled and subscription_status of the account and its creator, if they agree.",
        SyncStalled => "Look for the job id in the logs, then replay it with POST /api/v1/jobs/dead-letters/{id}/replay.",
        JobNotFound => "Check the id, or list the dead-lettered syncs with GET /api/v1/jobs/dead-letters.",
        JobAlreadyReplayed => "Read how its replay went with GET /api/data/jobs/{accountId}.",
        AuthorizationDenied => "Begin again with GET /api/v1/connect/{platform}, and agree to every permission.",
        AuthorizationCodeRefused => "Begin again with GET /api/v1/connect/{platform}; a code is good once and for a few minutes.",
        NoAccountSignedIn => "Sign in as somebody who has a professional account, a Page, a channel or an organization there.",
        OAuthStateUnknown or OAuthStateForeign or OAuthStateExpired or OAuthStateUsed =>
            "Begin again with GET /api/v1/connect/{platform}.",
        ReauthorizationRequired or RefreshTokenLost =>
            "Sign in again with GET /api/v1/connect/{platform}, or send new credentials with PATCH.",
        CredentialKeysMissing =>
            "Set CREDENTIAL_KEYS_FILE, or KEY_VAULT_URI with the secret INGESTION-CREDENTIAL-KEYS; see docs/accounts.md.",
        CredentialKeyUnknown => "Put the named key back into the key ring; keys are removed only when no account uses them.",
        CredentialsDamaged => "Sign in again with GET /api/v1/connect/{platform}, or send new credentials with PATCH.",
        KeyVaultUnavailable => "Check Key Vault and this service's network and identity, then try again.",
        NotAcceptable => "Accept application/json, application/x-ndjson or text/csv.",
        CrawlNotReady => "Wait for the time in Retry-After, then ask again.",
        CrawlAlreadyFinished => "Read its result with GET status, or trigger a new crawl.",
        IdempotencyKeyReused => "Send a new Idempotency-Key with this body, or the first body with this key.",
        BudgetExceeded => "Raise the brand's budget, or wait for the next month.",
        UnauthorizedWebhook => "Use the Authorization value that was handed to the provider for this crawl.",
        BrightDataUnauthorized =>
            "Check BRIGHTDATA_API_KEY (or its Key Vault secret) and its permissions, then trigger the crawl again.",
        BrightDataAccountInactive => "Activate the account or settle its balance at Bright Data, then trigger the crawl again.",
        BrightDataDatasetNotFound => "Check dataset_id against the datasets of your Bright Data account.",
        BrightDataValidationFailed => "Correct the field named in the message; the URL must fit the dataset.",
        BrightDataRejected =>
            "Read the provider's text in the message; contact Bright Data support if it does not say what to change.",
        BrightDataRateLimited =>
            "Nothing to do: the crawl waits and goes on by itself. Lower Crawl__MaxConcurrent if this happens often.",
        BrightDataUnavailable =>
            "Check the provider's status page and this service's outbound network, then use POST download or trigger again.",
        BrightDataTimeout => "Check this service's outbound network; raise BrightData__CallTimeout if the provider is slow.",
        BrightDataSnapshotFailed =>
            "Read the provider's text in the message, check the URL in a browser, then trigger the crawl again.",
        BrightDataSnapshotCancelled =>
            "Find out who cancelled it in the Bright Data control panel, then trigger the crawl again.",
        BrightDataSnapshotNotFound =>
            "Check that the API key belongs to the account that ran the crawl, then trigger the crawl again.",
        BrightDataSnapshotExpired => "Trigger the crawl again; download results within 30 days.",
        BrightDataUnexpectedResponse =>
            "Check BRIGHTDATA_BASE_URL and any proxy in between; report the message if it persists.",
        PollingTimeout => "Use POST download to resume the same snapshot, or raise BACKGROUND_MAX_POLLS.",
        DownloadTimeout => "Use POST download to resume the same snapshot, or raise BACKGROUND_DOWNLOAD_TIMEOUT.",
        DownloadInterrupted => "Use POST download to resume the same snapshot; it is not paid for again.",
        SnapshotInvalid => "Inspect the bytes kept under rejected_snapshots/ in the raw container; POST download tries again.",
        SnapshotSuspect =>
            "Compare GET /api/v1/schema/drift with the raw snapshot; when the mapper is mended, POST replay reads it again for free.",
        CrawlHasNoRawData => "Use POST download when the crawl failed after it was paid for, or trigger a new crawl.",
        StorageUnavailable => "Check the storage account and the network, then use POST download to resume the crawl.",
        StorageForbidden =>
            "Grant this service Storage Blob Data Contributor on the account, or correct BLOB_CONNECTION_STRING.",
        DatabaseUnavailable => "Check PostgreSQL and POSTGRES_CONNECTION_STRING; crawls go on by themselves once it answers.",
        CrawlCancelled => "Nothing to do; trigger a new crawl if its data is wanted after all.",
        _ => "Look for the crawl id in the logs and report what you find.",
    };

    /// <summary>
    /// The code at the start of an <see cref="IngestionException"/>'s message, or <see cref="InternalError"/>.
    /// </summary>
    /// <param name="message">A message such as <c>BRIGHTDATA_TIMEOUT: trigger took longer than 30 s</c>.</param>
    public static string FromMessage(string? message)
    {
        var colon = message?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon > 0 && message.AsSpan(0, colon).IndexOfAnyExcept(CodeCharacters) < 0
            ? message![..colon]
            : InternalError;
    }

    private static readonly System.Buffers.SearchValues<char> CodeCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
}
