using Functions.Runtime.Storage;

namespace Functions.Runtime.Engine;

/// <summary>The parts of the store that the engine's loops use.</summary>
internal sealed record EngineStore(WorkClaims Claims, EngineWriter Writer, HistoryPages History, InstanceControl Control);
