using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Ingestion.Tests.Runtime.Hosting;

[Trait("Category", "Postgres")]
public sealed class StartupErrorTests
{
    [Fact]
    public async Task Port_Taken_SaysHowToChooseAnother()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        string message = await TestHost.StartupErrorAsync(With("PORT", $"{port}"));

        Assert.Equal(
            $"Port {port} of 127.0.0.1 is already in use. Choose another with PORT={port + 1}, or end the program that uses it.", message);
    }

    [Fact]
    public async Task Database_Away_IsNamedWithoutPassword()
    {
        string message = await TestHost.StartupErrorAsync(new TestHostSetup
        {
            ConnectionString = "Host=127.0.0.1;Port=1;Username=someone;Password=s3cret;Database=facts",
        });

        Assert.StartsWith("The durable runtime's database 'facts' on 127.0.0.1:1 cannot be used: Connection refused", message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "FunctionsRuntime__PostgresConnectionString is missing.")]
    [InlineData("host=a;s3cret=b=c;", "FunctionsRuntime__PostgresConnectionString is not a PostgreSQL connection string.")]
    public async Task ConnectionString_MissingOrMalformed_IsTold(string? value, string expected)
    {
        string message = await TestHost.StartupErrorAsync(With("FunctionsRuntime:PostgresConnectionString", value));

        Assert.StartsWith(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PORT", "word", "PORT is 'word'.")]
    [InlineData("PORT", "65536", "PORT is '65536'.")]
    [InlineData("FunctionsRuntime:LeaseSeconds", "0", "FunctionsRuntime__LeaseSeconds is '0'.")]
    [InlineData("FunctionsRuntime:ClockOffset", "a day", "FunctionsRuntime__ClockOffset is 'a day'. Set it to a time from -31.00:00:00 to 00:00:00")]
    [InlineData("FunctionsRuntime:ClockOffset", "00:00:01", "FunctionsRuntime__ClockOffset is '00:00:01'.")]
    [InlineData("FunctionsRuntime:ClockOffset", "-31.00:00:01", "FunctionsRuntime__ClockOffset is '-31.00:00:01'.")]
    [InlineData("FunctionsRuntime:ListenAddress", "not an address", "FunctionsRuntime__ListenAddress is 'not an address'.")]
    [InlineData("FunctionsRuntime:ListenAddress", "0.0.0.0", "FunctionsRuntime__ListenAddress is '0.0.0.0', which other machines can reach")]
    [InlineData("FunctionsRuntime:KeysFile", "/no/such/file", "The keys file /no/such/file")]
    public async Task Setting_OutOfRange_IsTold(string name, string value, string expected) =>
        Assert.StartsWith(expected, await TestHost.StartupErrorAsync(With(name, value)), StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(FaultyFunctions.BadCron), "Function 'BadCron' has the bad schedule '0 */5 * * *'. A schedule has six fields")]
    [InlineData(typeof(FaultyFunctions.MissingSetting), "Function 'MissingSetting' has the schedule '%NoSuchSetting%' and uses %NoSuchSetting%")]
    [InlineData(typeof(FaultyFunctions.TwoNames), "Two functions have the name 'Same'")]
    [InlineData(typeof(FaultyFunctions.TwoRoutes), "Functions 'One' and 'Two' both serve GET,POST /A/{two:int}.")]
    [InlineData(typeof(FaultyFunctions.ReservedRoute), "Function 'Reserved' has the route 'admin1/x'.")]
    [InlineData(typeof(FaultyFunctions.BadRoute), "Function 'BadRoute' has the bad route 'a/{b'")]
    [InlineData(typeof(FaultyFunctions.BadConstraint), "Function 'BadConstraint' has the bad route 'a/{b:odd}': the constraint 'odd' of 'b'")]
    [InlineData(typeof(FaultyFunctions.BadOrchestrator), "[OrchestrationTrigger] must be on a TaskOrchestrationContext.")]
    [InlineData(typeof(FaultyFunctions.VoidOrchestrator), "it must return a Task or Task<T>.")]
    [InlineData(typeof(FaultyFunctions.ClientInOrchestrator), "a [DurableClient] is not deterministic")]
    [InlineData(typeof(FaultyFunctions.BadActivity), "is an activity with a bad signature")]
    [InlineData(typeof(FaultyFunctions.UnknownParameter), "its parameter 'unknown' of type StringBuilder cannot be bound.")]
    [InlineData(typeof(FaultyFunctions.NoTrigger), "has 0 triggers.")]
    [InlineData(typeof(FaultyFunctions.AsyncVoid), "is async void.")]
    [InlineData(typeof(FaultyFunctions.NotPublic), "must be a public method of a public class.")]
    [InlineData(typeof(FaultyFunctions.BadName), "has a bad name.")]
    public async Task Function_ThatCannotWork_IsNamed(Type function, string expected) =>
        Assert.Contains(expected, await TestHost.StartupErrorAsync(new TestHostSetup { Functions = [function] }), StringComparison.Ordinal);

    [Fact]
    public async Task Functions_ThatCannotWork_AreAllNamedAtOnce()
    {
        string message = await TestHost.StartupErrorAsync(
            new TestHostSetup { Functions = [typeof(FaultyFunctions.BadActivity), typeof(FaultyFunctions.NoTrigger)] });

        Assert.Equal(2, message.Split(Environment.NewLine).Length);
    }

    [Theory]
    [InlineData("{", "host.json cannot be used:")]
    [InlineData("[]", "host.json cannot be used: the file must hold one JSON object.")]
    [InlineData("""{"functionTimeout":"soon"}""", "functionTimeout must be a time such as 00:10:00")]
    [InlineData("""{"extensions":{"durableTask":{"maxConcurrentActivityFunctions":"many"}}}""", "maxConcurrentActivityFunctions must be a whole number")]
    public async Task HostJson_Broken_IsTold(string text, string expected) =>
        Assert.Contains(expected, await TestHost.StartupErrorAsync(new TestHostSetup { HostJson = text }), StringComparison.Ordinal);

    [Theory]
    [InlineData("{ \"Values\": ", "local.settings.json cannot be used:")]
    [InlineData("""{"Values":{"A":{"B":"c"}}}""", "Values.A must be a string")]
    [InlineData("""{"IsEncrypted":true}""", "IsEncrypted must be false")]
    public async Task LocalSettings_Broken_IsTold(string text, string expected) =>
        Assert.Contains(expected, await TestHost.StartupErrorAsync(new TestHostSetup { LocalSettings = text }), StringComparison.Ordinal);

    private static TestHostSetup With(string name, string? value) =>
        new() { Settings = new Dictionary<string, string?> { [name] = value } };
}
