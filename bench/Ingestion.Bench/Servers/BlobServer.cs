namespace Ingestion.Bench.Servers;

/// <summary>Which blob server a benchmark starts.</summary>
internal enum BlobServer
{
    /// <summary>None.</summary>
    None,

    /// <summary>Azurite as the one-command program starts it: a commit is answered when all its metadata is on disk.</summary>
    Durable,

    /// <summary>Azurite as it comes: it writes its metadata every five seconds, whatever their number.</summary>
    Plain,
}
