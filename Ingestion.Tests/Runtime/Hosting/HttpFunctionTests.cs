using System.Net;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Ingestion.Tests.Runtime.Hosting;

[Trait("Category", "Postgres")]
public sealed class HttpFunctionTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly WaitSignals _signals = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(
        new TestHostSetup { Functions = [typeof(SampleHttpFunctions)], Configure = Configure });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("PURGE")]
    public async Task Trigger_WithoutRouteAndMethods_ServesItsNameInAnyCaseAndMethod(string method)
    {
        HttpResponseMessage response = await _host.SendAsync(new HttpMethod(method), "/pLAIN");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(method, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Result_Object_IsJsonWithWebDefaults()
    {
        HttpResponseMessage response = await _host.GetAsync("/things/a%20b");

        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("""{"id":"a b","kind":1,"missing":null}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Routes_OfOneShapeWithTwoMethods_AreTwoFunctions()
    {
        HttpResponseMessage response = await _host.SendAsync(HttpMethod.Post, "/things/x", "{}");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("x=2", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("DELETE", "/things/x")]
    [InlineData("GET", "/typed/word/2/6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    [InlineData("GET", "/typed/1/2/not-a-guid")]
    [InlineData("GET", "/nothing")]
    public async Task Request_OfWrongMethodOrConstraint_IsNotFound(string method, string path)
    {
        HttpResponseMessage response = await _host.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Empty(response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/typed/1/9000000000/6f9619ff-8b86-d011-b42d-00cf4fc964ff", "1 9000000000 6f9619ff8b86d011b42d00cf4fc964ff - -")]
    [InlineData("/typed/1/2/6f9619ff-8b86-d011-b42d-00cf4fc964ff/end?page=3", "1 2 6f9619ff8b86d011b42d00cf4fc964ff end 3")]
    public async Task Parameters_ByName_AreBoundFromRouteAndQuery(string path, string expected) =>
        Assert.Equal(expected, await _host.GetStringAsync(path));

    [Theory]
    [InlineData("/returnsText", HttpStatusCode.OK, "")]
    [InlineData("/writesItself", (HttpStatusCode)418, "by hand")]
    [InlineData("/throws", HttpStatusCode.InternalServerError, "")]
    [InlineData("/typed/1/word/6f9619ff-8b86-d011-b42d-00cf4fc964ff", HttpStatusCode.InternalServerError, "")]
    public async Task Function_WithoutAResult_AnswersAsTheOfficialHost(string path, HttpStatusCode status, string body)
    {
        HttpResponseMessage response = await _host.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Context_OfAnHttpFunction_NamesFunctionAndRequest() =>
        Assert.Equal("Context httpTrigger True True", await _host.GetStringAsync("/context"));

    [Fact]
    public async Task Services_OfEachInvocation_AreAScopeOfItsOwn()
    {
        await _host.GetStringAsync("/scoped");

        Assert.Equal("1", await _host.GetStringAsync("/scoped"));
    }

    [Fact]
    public async Task Token_WhenTheCallerLeaves_IsCancelled()
    {
        using var caller = new CancellationTokenSource();
        Task<HttpResponseMessage> call = _host.Client.GetAsync(new Uri("/waits", UriKind.Relative), caller.Token);
        await _signals.Entered.Task;

        await caller.CancelAsync();

        await _signals.Cancelled.Task.WaitAsync(Limit);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Stop_WithARequestInFlight_LetsItEnd()
    {
        Task<HttpResponseMessage> call = _host.GetAsync("/waits");
        await _signals.Entered.Task;
        Task stop = _host.Host.StopAsync();

        _signals.Release.SetResult();

        Assert.Equal("waited", await (await call).Content.ReadAsStringAsync());
        await stop.WaitAsync(Limit);
    }

    [Fact]
    public async Task Body_OverTheLimit_IsRefused()
    {
        using var content = new StreamContent(new EndlessStream(104_857_601));
        content.Headers.ContentLength = 104_857_601;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/things/x", UriKind.Relative)) { Content = content };
        request.Headers.ExpectContinue = true;

        HttpResponseMessage response = await _host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private void Configure(FunctionsApplicationBuilder builder)
    {
        builder.Services.PostConfigure<HostOptions>(host => host.ShutdownTimeout = Limit);
        builder.Services.AddScoped<ScopedCounter>();
        builder.Services.AddSingleton(_signals);
    }
}
