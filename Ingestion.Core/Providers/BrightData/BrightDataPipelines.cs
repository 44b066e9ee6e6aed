using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>
/// The short retries of this process, in seconds; the orchestrator's retries are the long ones. Every attempt passes
/// <see cref="Attempt"/> (one circuit for all calls, then the time limit); calls that can be repeated have
/// <see cref="Repeat"/> around their attempts. 429 is no failure here: the shared rate budget deals with it.
/// </summary>
internal sealed class BrightDataPipelines
{
    public BrightDataPipelines(IOptions<BrightDataOptions> options, TimeProvider time)
    {
        var settings = options.Value;
        Attempt = new ResiliencePipelineBuilder<BrightDataAnswer> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<BrightDataAnswer>
            {
                ShouldHandle = static arguments => new ValueTask<bool>(IsTrouble(arguments.Outcome)),
                FailureRatio = settings.CircuitFailureRatio,
                MinimumThroughput = settings.CircuitMinimumThroughput,
                SamplingDuration = settings.CircuitSamplingDuration,
                BreakDuration = settings.CircuitBreakDuration,
            })
            .AddTimeout(settings.CallTimeout)
            .Build();
        Repeat = settings.MaxNumberOfAttempts == 1
            ? ResiliencePipeline<BrightDataAnswer>.Empty
            : new ResiliencePipelineBuilder<BrightDataAnswer> { TimeProvider = time }
                .AddRetry(new RetryStrategyOptions<BrightDataAnswer>
                {
                    ShouldHandle = static arguments => new ValueTask<bool>(IsTrouble(arguments.Outcome)),
                    MaxRetryAttempts = settings.MaxNumberOfAttempts - 1,
                    Delay = settings.FirstRetryInterval,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                })
                .Build();
    }

    /// <summary>Circuit breaker and time limit of one attempt.</summary>
    public ResiliencePipeline<BrightDataAnswer> Attempt { get; }

    /// <summary>Retries around the attempts of a call that can be repeated.</summary>
    public ResiliencePipeline<BrightDataAnswer> Repeat { get; }

    private static bool IsTrouble(Outcome<BrightDataAnswer> outcome) => outcome switch
    {
        { Exception: HttpRequestException or IOException or SocketException or TimeoutRejectedException } => true,
        { Result: { IsServerError: true } } => true,
        _ => false,
    };
}
