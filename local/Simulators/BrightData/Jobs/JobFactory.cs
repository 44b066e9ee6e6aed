using Simulators.BrightData.Faults;
using Simulators.BrightData.Records;

namespace Simulators.BrightData.Jobs;

/// <summary>Turns an accepted request into a job: the same request gives the same job, also when the journal is read again.</summary>
internal sealed class JobFactory(SimulatorOptions options, RecordSources sources)
{
    public Job Make(string id, DateTimeOffset acceptedAt, TriggerRequest request)
    {
        var drawn = new ActiveFaults([.. request.Faults.Select(FaultSpec.Parse)]);
        long? available = sources.Available(request.DatasetId);
        List<InputPlan> inputs =
            [.. request.Inputs.Select(json => InputPlan.Make(json, request, drawn, available, options.DefaultRecords))];
        var ofUrls = inputs.SelectMany(i => UrlFaults.Read(i.Url)).ToList();
        ActiveFaults faults = drawn.With([.. ofUrls.Where(f => f.Operation == Operations.Job)]);
        return new Job
        {
            Id = id,
            Request = request,
            AcceptedAt = acceptedAt,
            StartingTime = options.StartingTime,
            Duration = faults.Seconds(FaultNames.Slow, options.Duration.TotalSeconds * 10) ?? options.Duration,
            Inputs = Capped(inputs, request),
            Faults = faults,
            CallFaults = [.. ofUrls.Where(f => f.Operation is not (Operations.Job or Operations.Trigger)).Select(f => new FaultRule(f))],
        };
    }

    private static List<InputPlan> Capped(List<InputPlan> inputs, TriggerRequest request)
    {
        if (request.LimitTotal is not { } left)
        {
            return inputs;
        }

        var capped = new List<InputPlan>(inputs.Count);
        foreach (InputPlan input in inputs)
        {
            long records = Math.Min(input.Records, left);
            left -= records;
            capped.Add(input with { Records = records, Warnings = Math.Min(records, input.Warnings) });
        }

        return capped;
    }
}
