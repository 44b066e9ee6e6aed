namespace Ingestion.Local.Stack;

/// <summary>
/// The day before, with which a demo on a new data folder begins: the service and the simulated platforms have their clocks a day back,
/// so that afterwards, at the present, there is growth to show. It is over for good when a host starts at the present; a folder where one
/// ever did has none, because what is dated after it would be in its way.
/// </summary>
internal sealed class Yesterday(DataFolder folder)
{
    /// <summary>How the host's clock is set.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromDays(-1);

    /// <summary>Whether it has begun and is not over, also when that was in a run that was killed.</summary>
    public bool IsUnderWay => File.Exists(folder.Yesterday);

    /// <summary>Begins it in a folder without a database. To be called before there is one.</summary>
    public void BeginIfNew()
    {
        if (!Directory.Exists(folder.Postgres))
        {
            PrivateFile.Write(folder.Yesterday, string.Empty);
        }
    }

    /// <summary>To be called before a host starts at the present.</summary>
    public void End() => File.Delete(folder.Yesterday);
}
