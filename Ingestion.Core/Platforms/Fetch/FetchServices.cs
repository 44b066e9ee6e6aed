using Ingestion.Core.Limits;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Platforms.Fetch;

/// <summary>What every session needs.</summary>
/// <param name="Http">The way out.</param>
/// <param name="Limits">Asked before each call.</param>
/// <param name="Clock">Now.</param>
/// <param name="Logger">One line a call.</param>
internal sealed record FetchServices(PlatformHttp Http, IPlatformLimits Limits, TimeProvider Clock, ILogger<FetchSession> Logger);
