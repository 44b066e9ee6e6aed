using System.Text.RegularExpressions;
using Ingestion.Functions;
using Ingestion.Tests.Accounts;
using Xunit;

namespace Ingestion.Tests.Callers;

/// <summary>Every route, with what belongs to the owner acme, called by each kind of caller.</summary>
[Trait("Category", "EndToEnd")]
public sealed partial class RouteCallersTests(CallerService shared) : IClassFixture<CallerService>
{
    // Posts and profiles are shared by all callers.
    private static readonly string[] SharedThings = ["platform", "handle"];

    public static TheoryData<string> Functions() => [.. ApiRoute.All.Select(route => route.Function)];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Route_UnknownKey_Is401UnlessItIsPublic(string function)
    {
        (ApiRoute route, string path, object? body) = Call(function);

        (int status, string code, _) = await shared.CallAsync(route.Method, path, body, "not-a-key-of-this-service");

        Assert.Equal(route.Role != "public", (status, code) == (401, "OWNER_UNKNOWN"));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Route_WithoutABearer_SeesNothingOfAnOwner(string function)
    {
        (ApiRoute route, string path, object? body) = Call(function);

        (int status, string code, string answer) = await shared.CallAsync(route.Method, path, body, key: null);

        if (route.Role is "owner" or "operator")
        {
            Assert.Equal((401, "OWNER_UNKNOWN"), (status, code));
        }
        else
        {
            AssertForeign(route, status, code, answer);
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Route_AnotherOwner_SeesNothing(string function)
    {
        (ApiRoute route, string path, object? body) = Call(function);

        (int status, string code, string answer) = await shared.CallAsync(route.Method, path, body, AccountService.GlobexKey);

        if (route.Role is "operator")
        {
            Assert.Equal((403, "ROLE_REQUIRED"), (status, code));
        }
        else
        {
            AssertForeign(route, status, code, answer);
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Route_Operator_SeesAllButAccounts(string function)
    {
        (ApiRoute route, string path, object? body) = Call(function);

        (int status, string code, string answer) = await shared.CallAsync(route.Method, path, body, CallerService.OperatorKey);

        if (route.Role is "owner")
        {
            Assert.Equal((403, "ROLE_REQUIRED"), (status, code));
            Assert.Contains("needs the role owner", answer, StringComparison.Ordinal);
        }
        else if (route.Role is not "public")
        {
            Assert.True(status is not (401 or 403 or 404) && status < 500, $"{route}: {status} {answer}");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Route_UnknownParameter_IsRefusedBeforeAnythingIsDone(string function)
    {
        (ApiRoute route, string path, object? body) = Call(function);
        string? key = route.Role is "owner" ? AccountService.AcmeKey : null;

        (int status, string code, string answer) = await shared.CallAsync(route.Method, path + "?unknwon=1", body, key);

        // Another party's program calls these, and may add parameters.
        bool isLenient = function is FunctionNames.NotifyCrawl or FunctionNames.ConnectCallback;
        Assert.Equal(!isLenient, answer.Contains("unknwon", StringComparison.Ordinal));
        Assert.True(isLenient || (status, code) == (400, "VALIDATION_FAILED"), $"{route}: {status} {answer}");
    }

    private static void AssertForeign(ApiRoute route, int status, string code, string answer)
    {
        Assert.DoesNotContain(CallerService.Brand, answer, StringComparison.Ordinal);
        bool namesAThing = PathParameter().Matches(route.Path).Any(match => !SharedThings.Contains(match.Groups[1].Value));
        if (route.Role is "public" || IsShared(route))
        {
            Assert.True(status is not 500, $"{route}: {status} {answer}");
        }
        else if (namesAThing)
        {
            Assert.True(status == 404 && code.EndsWith("_NOT_FOUND", StringComparison.Ordinal), $"{route}: {status} {answer}");
        }
        else
        {
            bool namesOneInItsBody = (route.Function, status) == (FunctionNames.Erase, 404);
            Assert.True(status is 200 or 202 or 400 || namesOneInItsBody, $"{route}: {status} {answer}");
        }
    }

    private static bool IsShared(ApiRoute route) => route.Function is FunctionNames.ReadPost or FunctionNames.ListAccountPosts
        or FunctionNames.ReadAccountFollowers or FunctionNames.Connect;

    private (ApiRoute Route, string Path, object? Body) Call(string function)
    {
        ApiRoute route = ApiRoute.All.Single(one => one.Function == function);
        string path = PathParameter().Replace(route.Path, match => ValueOf(function, match.Groups[1].Value));
        object? body = function switch
        {
            _ when route.Method is "GET" or "DELETE" => null,
            FunctionNames.DiscardDeadLetter => new { reason = "test" },
            FunctionNames.ReplayManyDeadLetters => new { ids = new[] { shared.Acme["deadLetterId"] } },
            FunctionNames.ReplayManyJobs => new { ids = new[] { shared.Acme["jobId"] } },
            FunctionNames.Erase => new { account_id = shared.Acme["accountId"] },
            _ => new { },
        };
        return (route, path, body);
    }

    private string ValueOf(string function, string parameter) => (function, parameter) switch
    {
        (FunctionNames.ListAccountPosts or FunctionNames.ReadAccountFollowers, _) => "facebook:acme",
        (FunctionNames.ReadPost, "id") => shared.Acme["postId"],
        (_, "id") => shared.Acme["deadLetterId"],
        _ => shared.Acme[parameter],
    };

    [GeneratedRegex(@"\{(\w+)(?::\w+)?\}")]
    private static partial Regex PathParameter();
}
