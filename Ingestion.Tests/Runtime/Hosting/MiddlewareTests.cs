using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Ingestion.Tests.Runtime.Hosting;

[Trait("Category", "Postgres")]
public sealed class MiddlewareTests
{
    private readonly ConcurrentQueue<string> _seen = new();

    [Fact]
    public async Task Middleware_AroundEveryKindOfFunction_RunsInTheOrderAdded()
    {
        await using TestHost host = await StartAsync(builder =>
        {
            builder.UseMiddleware(async (context, next) =>
            {
                _seen.Enqueue($"> {context.FunctionDefinition.Name}");
                await next();
                _seen.Enqueue($"< {context.FunctionDefinition.Name}");
            });
            builder.UseMiddleware<Recorder>();
        });

        await host.SendAsync(HttpMethod.Post, "/runtime/webhooks/durabletask/orchestrators/Greet?timeout=170&pollingInterval=1", "\"you\"");

        Assert.Contains("> Greet", _seen);
        Assert.Contains("> SayHello,Recorder SayHello,< SayHello", string.Join(',', _seen), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseWhen_OnlySelected_Runs()
    {
        await using TestHost host = await StartAsync(builder => builder.UseWhen<Recorder>(
            context => context.FunctionDefinition.Name == "Plain"));

        await host.GetAsync("/plain");
        await host.GetAsync("/returnsText");

        Assert.Equal(["Recorder Plain"], _seen);
    }

    [Fact]
    public async Task Middleware_ThatDoesNotCallNext_AnswersItself()
    {
        await using TestHost host = await StartAsync(builder => builder.UseMiddleware((context, _) =>
        {
            context.GetHttpContext()!.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }));

        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync("/plain")).StatusCode);
    }

    [Theory]
    [InlineData("/storeAway", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/productAway", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/badSql", HttpStatusCode.InternalServerError)]
    public async Task Function_ThatLosesItsDatabase_AnswersRetryLater(string path, HttpStatusCode status)
    {
        await using TestHost host = await StartAsync(_ => { });

        HttpResponseMessage response = await host.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.ServiceUnavailable, response.Headers.RetryAfter?.Delta == TimeSpan.FromSeconds(5));
    }

    private Task<TestHost> StartAsync(Action<FunctionsApplicationBuilder> configure) => TestHost.StartAsync(new TestHostSetup
    {
        Functions = [typeof(SampleHttpFunctions), typeof(SampleOrchestrations), typeof(SampleFaultFunctions)],
        Configure = builder =>
        {
            builder.Services.AddSingleton(_seen).AddScoped<ScopedCounter>();
            configure(builder);
        },
    });

    private sealed class Recorder(ConcurrentQueue<string> seen) : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            seen.Enqueue($"Recorder {context.FunctionDefinition.Name}");
            return next(context);
        }
    }
}
