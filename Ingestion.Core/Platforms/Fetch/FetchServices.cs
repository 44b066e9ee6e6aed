using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Platforms.Fetch;

/// <summary>What every session needs.</summary>
/// <param name="Calls">The way out.</param>
/// <param name="Clock">Now.</param>
/// <param name="Logger">One line a call.</param>
internal sealed record FetchServices(PlatformCalls Calls, TimeProvider Clock, ILogger<FetchSession> Logger);
