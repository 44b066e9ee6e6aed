using Xunit;

namespace Ingestion.Tests.Simulators;

/// <summary>Tests that measure the memory of the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "Simulators, alone";
}
