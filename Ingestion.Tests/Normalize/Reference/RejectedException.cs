namespace Ingestion.Tests.Normalize.Reference;

/// <summary>A value cannot be used; ends the reading of its field.</summary>
public sealed class RejectedException(string reason, string path) : Exception(reason)
{
    public string Reason => Message;

    public string Path => path;
}
