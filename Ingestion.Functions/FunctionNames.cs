namespace Ingestion.Functions;

/// <summary>Names of all functions. A name is part of stored orchestration histories: it never changes.</summary>
internal static class FunctionNames
{
    public const string CrawlOrchestrator = nameof(CrawlOrchestrator);
    public const string TriggerSnapshot = nameof(TriggerSnapshot);
    public const string PollSnapshot = nameof(PollSnapshot);
    public const string DownloadSnapshot = nameof(DownloadSnapshot);
    public const string NormalizeSnapshot = nameof(NormalizeSnapshot);
    public const string PublishCrawl = nameof(PublishCrawl);
    public const string DeadLetterReplayOrchestrator = nameof(DeadLetterReplayOrchestrator);
    public const string ReplayDeadLetters = nameof(ReplayDeadLetters);
    public const string FailCrawl = nameof(FailCrawl);
    public const string CancelSnapshot = nameof(CancelSnapshot);
    public const string AccountSyncOrchestrator = nameof(AccountSyncOrchestrator);
    public const string FetchAccount = nameof(FetchAccount);
    public const string SealSync = nameof(SealSync);
    public const string ConcludeSync = nameof(ConcludeSync);
    public const string OrderCrawl = nameof(OrderCrawl);
    public const string WatchCrawl = nameof(WatchCrawl);

    public const string SyncRunOrchestrator = nameof(SyncRunOrchestrator);
    public const string AdmitSyncs = nameof(AdmitSyncs);

    public const string TriggerCrawl = nameof(TriggerCrawl);
    public const string CrawlStatus = nameof(CrawlStatus);
    public const string DownloadCrawl = nameof(DownloadCrawl);
    public const string CancelCrawl = nameof(CancelCrawl);
    public const string ReplayCrawl = nameof(ReplayCrawl);
    public const string ReplayDeadLetter = nameof(ReplayDeadLetter);
    public const string ReplayManyDeadLetters = nameof(ReplayManyDeadLetters);
    public const string NotifyCrawl = nameof(NotifyCrawl);
    public const string ListCrawls = nameof(ListCrawls);
    public const string ListEvents = nameof(ListEvents);
    public const string ListPosts = nameof(ListPosts);
    public const string ListCollectedPosts = nameof(ListCollectedPosts);
    public const string ListAccountPosts = nameof(ListAccountPosts);
    public const string ReadPost = nameof(ReadPost);
    public const string ReadLineage = nameof(ReadLineage);
    public const string ListProfiles = nameof(ListProfiles);
    public const string ReadProfile = nameof(ReadProfile);
    public const string ReadAccountFollowers = nameof(ReadAccountFollowers);
    public const string ListDeadLetters = nameof(ListDeadLetters);
    public const string ReadDeadLetter = nameof(ReadDeadLetter);
    public const string DiscardDeadLetter = nameof(DiscardDeadLetter);
    public const string ListFindings = nameof(ListFindings);
    public const string ListDrift = nameof(ListDrift);
    public const string Health = nameof(Health);

    public const string CreateAccount = nameof(CreateAccount);
    public const string ListAccounts = nameof(ListAccounts);
    public const string ReadAccount = nameof(ReadAccount);
    public const string ChangeAccount = nameof(ChangeAccount);
    public const string DeleteAccount = nameof(DeleteAccount);
    public const string ListCosts = nameof(ListCosts);
    public const string Connect = nameof(Connect);
    public const string ConnectCallback = nameof(ConnectCallback);
    public const string CollectAccount = nameof(CollectAccount);
    public const string ListAccountJobs = nameof(ListAccountJobs);
    public const string CreateCreator = nameof(CreateCreator);
    public const string ListCreators = nameof(ListCreators);
    public const string ReadCreator = nameof(ReadCreator);
    public const string ChangeCreator = nameof(ChangeCreator);
    public const string DeleteCreator = nameof(DeleteCreator);

    public const string CreateWebhook = nameof(CreateWebhook);
    public const string ListWebhooks = nameof(ListWebhooks);
    public const string ReadWebhook = nameof(ReadWebhook);
    public const string ChangeWebhook = nameof(ChangeWebhook);
    public const string DeleteWebhook = nameof(DeleteWebhook);
    public const string RotateWebhookSecret = nameof(RotateWebhookSecret);
    public const string TestWebhook = nameof(TestWebhook);
    public const string ListWebhookDeliveries = nameof(ListWebhookDeliveries);

    public const string ReadAccountMetrics = nameof(ReadAccountMetrics);
    public const string CollectionHealth = nameof(CollectionHealth);
    public const string Erase = nameof(Erase);
    public const string ReadErasure = nameof(ReadErasure);

    public const string ListJobDeadLetters = nameof(ListJobDeadLetters);
    public const string ReplayJob = nameof(ReplayJob);
    public const string ReplayManyJobs = nameof(ReplayManyJobs);

    public const string DailySync = nameof(DailySync);
    public const string SyncSchedules = nameof(SyncSchedules);
    public const string CrawlSweep = nameof(CrawlSweep);
    public const string StalledCrawlSweep = nameof(StalledCrawlSweep);
    public const string StalledSyncSweep = nameof(StalledSyncSweep);
    public const string OutboxSweep = nameof(OutboxSweep);
    public const string TidySearch = nameof(TidySearch);
    public const string RenewTokens = nameof(RenewTokens);
    public const string RewrapCredentials = nameof(RewrapCredentials);
    public const string SendWebhooks = nameof(SendWebhooks);
    public const string EraseSweep = nameof(EraseSweep);
}
