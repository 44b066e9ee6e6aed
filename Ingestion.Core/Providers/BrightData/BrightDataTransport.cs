using System.Net.Sockets;
using System.Net;
using System.Net.Http.Headers;
using Ingestion.Core.Errors;
using Ingestion.Core.RateLimits;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>Sends calls: rate budget, API key, short retries; what comes back is an answer or a typed exception.</summary>
internal sealed class BrightDataTransport(
    IHttpClientFactory clients,
    IBrightDataKey key,
    ProviderRateBudget budget,
    BrightDataPipelines pipelines,
    IOptions<BrightDataOptions> options)
{
    public const string ClientName = "BrightData";

    /// <summary>The provider's answer, whatever its status.</summary>
    /// <exception cref="ProviderUnavailableException">No answer came, or the circuit is open: transient.</exception>
    /// <exception cref="ProviderRejectedException">The API key is missing, or refused twice: terminal.</exception>
    public async Task<BrightDataAnswer> SendAsync(BrightDataCall call, CancellationToken cancellationToken)
    {
        try
        {
            return call.IsRepeatable
                ? await pipelines.Repeat.ExecuteAsync(token => AuthorizedAsync(call, token), cancellationToken)
                : await AuthorizedAsync(call, cancellationToken);
        }
        catch (TimeoutRejectedException failure)
        {
            throw new ProviderUnavailableException(
                ErrorCodes.BrightDataTimeout, $"{call.Operation} had no answer within {options.Value.CallTimeout}", failure);
        }
        catch (BrokenCircuitException failure)
        {
            throw new ProviderUnavailableException(
                ErrorCodes.BrightDataUnavailable, $"{call.Operation} was not sent: too many calls failed lately", failure);
        }
        // A connection that is closed while it is made comes out of the client as the socket's own exception.
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException)
        {
            throw new ProviderUnavailableException(
                ErrorCodes.BrightDataUnavailable,
                $"{call.Operation} had no answer: {ProviderText.Clean(failure.Message)}",
                failure);
        }
    }

    /// <summary>
    /// One attempt; a second one when the key was refused and has been replaced since. That holds for a trigger too: a call
    /// that was refused for its key has done nothing.
    /// </summary>
    private async ValueTask<BrightDataAnswer> AuthorizedAsync(BrightDataCall call, CancellationToken cancellationToken)
    {
        var current = await key.GetAsync(cancellationToken);
        var answer = await TakeTurnAsync(call, current, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized || answer.RateLimitedFor is not null)
        {
            return answer;
        }

        var renewed = await key.RefreshAsync(current, cancellationToken);
        return renewed == current ? answer : await TakeTurnAsync(call, renewed, cancellationToken);
    }

    private async ValueTask<BrightDataAnswer> TakeTurnAsync(
        BrightDataCall call, string apiKey, CancellationToken cancellationToken)
    {
        if (await budget.EnterAsync(cancellationToken) is { } wait)
        {
            return new BrightDataAnswer { RateLimitedFor = wait };
        }

        BrightDataAnswer? answer = null;
        TimeSpan? stop = null;
        try
        {
            answer = await pipelines.Attempt.ExecuteAsync(token => AttemptAsync(call, apiKey, token), cancellationToken);
        }
        finally
        {
            stop = await budget.ExitAsync(OutcomeOf(answer), answer?.RetryAfter);
        }

        return stop is null ? answer : answer with { RateLimitedFor = stop };
    }

    private static RateOutcome OutcomeOf(BrightDataAnswer? answer) => answer?.StatusCode switch
    {
        null => RateOutcome.NoAnswer,
        HttpStatusCode.TooManyRequests => RateOutcome.RateLimited,
        _ => RateOutcome.Answered,
    };

    private async ValueTask<BrightDataAnswer> AttemptAsync(
        BrightDataCall call, string apiKey, CancellationToken cancellationToken)
    {
        var url = options.Value.BaseUrl.AbsoluteUri.TrimEnd('/') + call.PathAndQuery;
        using var request = new HttpRequestMessage(call.Method, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        if (call.Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (call.BeforeSend is { } prepare)
        {
            await prepare(cancellationToken);
        }

        using var client = clients.CreateClient(ClientName);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var isHandedOn = false;
        try
        {
            var answer = await BrightDataAnswerReader.ReadAsync(
                call, response, options.Value.MaxAnswerBytes, apiKey, cancellationToken);
            isHandedOn = answer.Download is not null;
            return answer;
        }
        finally
        {
            if (!isHandedOn)
            {
                response.Dispose();
            }
        }
    }
}
