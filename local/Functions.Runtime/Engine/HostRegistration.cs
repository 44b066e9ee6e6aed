namespace Functions.Runtime.Engine;

/// <summary>One registration of this process as a host. Its id is the fencing token of all that it claims.</summary>
internal sealed class HostRegistration : IDisposable
{
    private readonly CancellationTokenSource lost = new();

    public HostRegistration() => Lost = lost.Token;

    public Guid HostId { get; } = Guid.NewGuid();

    /// <summary>Cancelled when others have declared this registration dead.</summary>
    public CancellationToken Lost { get; }

    public void MarkLost() => lost.Cancel();

    public void Dispose() => lost.Dispose();
}
