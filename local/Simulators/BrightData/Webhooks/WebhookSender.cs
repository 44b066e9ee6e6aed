using System.Collections.Concurrent;
using Simulators.BrightData.Faults;
using Simulators.BrightData.Jobs;
using Simulators.BrightData.Records;

namespace Simulators.BrightData.Webhooks;

/// <summary>
/// Tells receivers that a job is done. One loop waits for the next due delivery of all jobs; a delivery that is not
/// answered 200 in time is repeated.
/// </summary>
internal sealed class WebhookSender(SimulatorOptions options, JobBook jobs, RecordSources sources) : IAsyncDisposable
{
    private const int AtOnce = 64;

    // A timer's range ends at 49 days, a job's need not.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private readonly Lock _gate = new();
    private readonly PriorityQueue<WebhookDelivery, DateTimeOffset> _due = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly SemaphoreSlim _slots = new(AtOnce);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private Task _loop = Task.CompletedTask;

    /// <summary>Deliveries by outcome: <c>accepted</c>, <c>refused</c>, <c>unreachable</c>, <c>given_up</c>.</summary>
    public Dictionary<string, long> Counts => new(_counts);

    /// <summary>Begins to send; jobs of the journal that were not told yet are told first.</summary>
    public void Start(string baseUrl)
    {
        BaseUrl = baseUrl;
        foreach (Job job in jobs.All.Where(j => !j.IsNotified))
        {
            Schedule(job);
        }

        _loop = RunAsync(_stop.Token);
    }

    public string BaseUrl { get; private set; } = "";

    public void Schedule(Job job)
    {
        if ((job.Request.Notify ?? job.Request.Endpoint) is null
            || job.EndsAt is not { } end
            || job.Faults.Has(FaultNames.WebhookLost))
        {
            return;
        }

        TimeSpan shift = job.Faults.Seconds(FaultNames.WebhookLate, 30) ?? -job.Faults.Seconds(FaultNames.WebhookEarly, 1) ?? TimeSpan.Zero;
        Add(new WebhookDelivery(job, Attempt: 0, IsExtra: false), end + shift);
        if (job.Faults.Has(FaultNames.WebhookTwice))
        {
            Add(new WebhookDelivery(job, Attempt: 0, IsExtra: true), end + shift);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        for (int slot = 0; slot < AtOnce; slot++)
        {
            await _slots.WaitAsync();
        }

        _http.Dispose();
        _stop.Dispose();
        _wake.Dispose();
        _slots.Dispose();
    }

    private void Add(WebhookDelivery delivery, DateTimeOffset due)
    {
        lock (_gate)
        {
            _due.Enqueue(delivery, due);
        }

        _wake.Release();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                TimeSpan wait = await SendDueAsync(cancellationToken);
                using CancellationTokenSource timer = new(wait, options.Time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
                try
                {
                    await _wake.WaitAsync(either.Token);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    // The next delivery is due.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The simulator stops.
        }
    }

    /// <summary>Starts what is due and says how long until the next.</summary>
    private async Task<TimeSpan> SendDueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            WebhookDelivery delivery;
            lock (_gate)
            {
                if (!_due.TryPeek(out _, out DateTimeOffset due))
                {
                    return Timeout.InfiniteTimeSpan;
                }

                if (due > jobs.Now)
                {
                    TimeSpan wait = due - jobs.Now;
                    return wait < LongestWait ? wait : LongestWait;
                }

                delivery = _due.Dequeue();
            }

            if (IsWanted(delivery))
            {
                await _slots.WaitAsync(cancellationToken);
                _ = SendAsync(delivery, cancellationToken);
            }
        }
    }

    private bool IsWanted(WebhookDelivery delivery)
    {
        Job job = delivery.Job;
        JobStatus status = jobs.StatusOf(job);
        return jobs.Find(job.Id) == job
            && (delivery.IsExtra || delivery.Attempt > 0 || !job.IsNotified)
            && (status is JobStatus.Ready or JobStatus.Failed || job.Faults.Has(FaultNames.WebhookEarly));
    }

    private async Task SendAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            jobs.MarkNotified(delivery.Job);
            string outcome = await WebhookPost.SendAsync(_http, delivery.Job, sources, BaseUrl, options, cancellationToken);
            bool isRepeated = outcome != WebhookPost.Accepted && delivery.Attempt < options.WebhookRetries.Count;
            Count(outcome);
            if (isRepeated)
            {
                Add(delivery with { Attempt = delivery.Attempt + 1 }, jobs.Now + options.WebhookRetries[delivery.Attempt]);
            }
            else if (outcome != WebhookPost.Accepted)
            {
                Count("given_up");
            }
        }
        catch (OperationCanceledException)
        {
            // The simulator stops.
        }
        finally
        {
            _slots.Release();
        }
    }

    private void Count(string outcome) => _counts.AddOrUpdate(outcome, 1, (_, n) => n + 1);
}
