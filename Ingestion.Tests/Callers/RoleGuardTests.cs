using Ingestion.Core.Registration;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Ingestion.Tests.Registration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Ingestion.Tests.Callers;

[Trait("Category", "Unit")]
public sealed class RoleGuardTests
{
    private const string Owner = "Bearer owner-key-of-acme-01";
    private const string Operator = "Bearer operator-key-of-ops-01";
    private const string Unknown = "Bearer not-a-key-of-this-service";

    private static readonly CallerReader Callers = new(IngestionSettings.Read(TestConfiguration.With(
        ("OWNER_KEYS", "acme=owner-key-of-acme-01"), ("OPERATOR_KEYS", "ops=operator-key-of-ops-01"))));

    private static readonly ApiGuard Edge = new(NullLogger<ApiGuard>.Instance);

    [Theory]
    [InlineData(null, 200, 401, 401)]
    [InlineData(Owner, 200, 200, 403)]
    [InlineData(Operator, 200, 403, 200)]
    [InlineData(Unknown, 401, 401, 401)]
    public async Task Run_EachRoleAndCaller_LetsInWhomTheTableSays(string? authorization, int reader, int owner, int @operator)
    {
        Assert.Equal(reader, await RunAsync(new ReaderGuard(Callers, Edge), authorization));
        Assert.Equal(owner, await RunAsync(new OwnerGuard(Callers, Edge), authorization));
        Assert.Equal(@operator, await RunAsync(new OperatorGuard(Callers, Edge), authorization));
    }

    [Theory]
    [InlineData("?LIMIT=1", "LIMIT", "is not a parameter of this route; did you mean limit?")]
    [InlineData("?lmit=1", "lmit", "is not a parameter of this route; did you mean limit?")]
    [InlineData("?status=failed", "status", "is not a parameter of this route; did you mean state?")]
    [InlineData("?dry_run=true", "dry_run", "is not a parameter of this route")]
    public async Task Run_UnknownParameter_NamesTheNearestOne(string query, string name, string reason)
    {
        QueryReader parameters = await ReadAsync(query, names => (names.Text("limit"), names.Text("state")));

        Assert.Equal([reason], parameters.Errors[name]);
    }

    [Theory]
    [InlineData("?code=k&clientId=c")]
    [InlineData("?CODE=k&clientid=c")]
    [InlineData("")]
    public async Task Run_TheHostsOwnParameters_AreLetThrough(string query) =>
        Assert.Empty((await ReadAsync(query, _ => true)).Errors);

    [Fact]
    public async Task Run_RouteWithoutParameters_SaysSo() => Assert.Equal(
        ["is not a parameter of this route, which has none"], (await ReadAsync("?x=1", _ => true)).Errors["x"]);

    [Fact]
    public async Task Run_HugeName_IsNotRepeated() =>
        Assert.Equal(["query"], (await ReadAsync("?" + new string('x', 5000), _ => true)).Errors.Keys);

    private static async Task<int> RunAsync<TCaller>(RoleGuard<TCaller> guard, string? authorization)
        where TCaller : class
    {
        IActionResult answer = await guard.RunAsync(
            CallerReaderTests.Request(authorization), _ => Task.FromResult<IActionResult>(new WireResult(200, new { })));
        return ((WireResult)answer).StatusCode;
    }

    /// <summary>The parameters as the guard left them; a faulty query is not handled.</summary>
    private static async Task<QueryReader> ReadAsync<TQuery>(string query, Func<QueryReader, TQuery> read)
    {
        HttpRequest request = CallerReaderTests.Request(null);
        request.QueryString = new QueryString(query);
        QueryReader? seen = null;
        bool isHandled = false;
        await new ReaderGuard(Callers, Edge).RunAsync(
            request,
            (_, parameters) =>
            {
                seen = parameters;
                return read(parameters);
            },
            (_, _) =>
            {
                isHandled = true;
                return Task.FromResult<IActionResult>(new WireResult(200, new { }));
            });
        Assert.Equal(seen!.Errors.Count == 0, isHandled);
        return seen;
    }
}
