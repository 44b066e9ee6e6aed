using Ingestion.Core.Persistence;
using Ingestion.Core.Registration;
using Ingestion.Functions.Callers;
using Ingestion.Tests.Registration;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Ingestion.Tests.Callers;

[Trait("Category", "Unit")]
public sealed class CallerReaderTests
{
    private const string OwnerKey = "owner-key-of-acme-01";
    private const string OperatorKey = "operator-key-of-ops-01";

    private static readonly (string, string?)[] Keys =
        [("OWNER_KEYS", $"acme={OwnerKey}"), ("OPERATOR_KEYS", $"ops={OperatorKey}")];

    [Theory]
    [InlineData(null, CallerKind.Shared, null)]
    [InlineData("Bearer " + OwnerKey, CallerKind.Owner, "acme")]
    [InlineData("bearer " + OwnerKey, CallerKind.Owner, "acme")]
    [InlineData("Bearer " + OperatorKey, CallerKind.Operator, "ops")]
    public void Read_EachKey_IsItsCaller(string? authorization, CallerKind kind, string? name) =>
        Assert.Equal(new Caller(kind, name), Read(authorization, Keys));

    [Theory]
    [InlineData("Bearer not-a-key-of-this-service")]
    [InlineData("Bearer")]
    [InlineData("Basic YWNtZTpvd25lci1rZXktb2YtYWNtZS0wMQ==")]
    [InlineData(OwnerKey)]
    public void Read_UnknownAuthorization_IsNull(string authorization)
    {
        Assert.Null(Read(authorization, Keys));
        Assert.Null(Read(authorization));
    }

    [Fact]
    public void Read_InstallationWithoutKeys_IsItsOperator() =>
        Assert.Equal(new Caller(CallerKind.Operator, null), Read(null));

    [Theory]
    [InlineData("OWNER_KEYS")]
    [InlineData("OPERATOR_KEYS")]
    public void Read_WithoutABearerWhereKeysAre_IsShared(string setting) =>
        Assert.Equal(new Caller(CallerKind.Shared, null), Read(null, (setting, $"acme={OwnerKey}")));

    [Fact]
    public void Read_AppService_BelievesItsHeadersAndOperatorKeysOnly()
    {
        (string, string?)[] settings = [.. Keys, ("OWNER_IDENTITY", "app_service")];
        HttpRequest signedIn = Request("Bearer a-token-of-entra");
        signedIn.Headers["X-MS-CLIENT-PRINCIPAL-IDP"] = "aad";
        signedIn.Headers["X-MS-CLIENT-PRINCIPAL-ID"] = "123";

        Assert.Equal(new Caller(CallerKind.Owner, "aad:123"), Reader(settings).Read(signedIn));
        Assert.Equal(new Caller(CallerKind.Operator, "ops"), Read("Bearer " + OperatorKey, settings));
        Assert.Null(Read("Bearer " + OwnerKey, settings));
        Assert.Equal(new Caller(CallerKind.Shared, null), Read(null, settings));
    }

    [Fact]
    public void Caller_EachKind_HasItsScope()
    {
        Assert.Equal(Scope.All, new Caller(CallerKind.Operator, "ops").Scope);
        Assert.Equal(Scope.Of("acme"), new Caller(CallerKind.Owner, "acme").Scope);
        Assert.Equal(Scope.Shared, new Caller(CallerKind.Shared, null).Scope);
    }

    internal static HttpRequest Request(string? authorization)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.Headers.Authorization = authorization;
        return request;
    }

    private static Caller? Read(string? authorization, params (string, string?)[] settings) =>
        Reader(settings).Read(Request(authorization));

    private static CallerReader Reader((string, string?)[] settings) =>
        new(IngestionSettings.Read(TestConfiguration.With(settings)));
}
