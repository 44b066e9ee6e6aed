using Ingestion.Core.Registration;
using Ingestion.Functions;
using Ingestion.Functions.Accounts;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Crawl;
using Ingestion.Functions.Creators;
using Ingestion.Functions.Http;
using Ingestion.Functions.Privacy;
using Ingestion.Functions.Read;
using Ingestion.Functions.Replay;
using Ingestion.Functions.Schedules;
using Ingestion.Functions.Sync;
using Ingestion.Functions.Webhooks;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Configuration.AddDailySyncDefault();
try
{
    builder.Services
        .AddIngestion(builder.Configuration)
        .AddHostAdapters(builder.Configuration)
        .AddSingleton<ApiGuard>()
        .AddSingleton<StatusLinks>()
        .AddCallers()
        .AddSingleton<AccountAnswers>()
        .AddSingleton<CreatorAnswers>()
        .AddSingleton<WebhookAnswers>()
        .AddSingleton<ErasureAnswers>()
        .AddSingleton<ListAnswers>()
        .AddSingleton<CrawlStarter>()
        .AddSingleton<CrawlWaiter>()
        .AddSingleton<CrawlLaunch>()
        .AddSingleton<CrawlAnswers>()
        .AddSingleton<DeadLetterReplayStarter>()
        .AddSingleton<ProfileGuard>()
        .AddSingleton<SyncStarter>()
        .AddSingleton<SyncRunStarter>();
}
catch (InvalidSettingsException faults)
{
    // The person who set them needs the list, not a stack.
    await Console.Error.WriteLineAsync(faults.Message);
    Environment.ExitCode = 1;
    return;
}

await builder.Build().RunAsync();
