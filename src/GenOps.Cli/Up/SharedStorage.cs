namespace GenOps.Cli.Up;

/// <summary>Tells commands that read the books, while <c>up</c> runs, where its storage is. Disposing ends that.</summary>
internal sealed class SharedStorage : IDisposable
{
    private readonly SecretFile _file;

    private SharedStorage(SecretFile file) => _file = file;

    /// <summary>The connection string of the <c>up</c> that runs on a data folder.</summary>
    public static SecretFile Of(string dataFolder) => new(Path.Combine(Path.GetFullPath(dataFolder), "storage-connection"));

    /// <summary>Shares a connection string; null, where others can't read the storage or find it in their settings, shares none.</summary>
    public static SharedStorage Share(string dataFolder, string? connection)
    {
        var shared = new SharedStorage(Of(dataFolder));
        shared.Dispose();
        if (connection is not null)
        {
            shared._file.Write(connection);
        }

        return shared;
    }

    public void Dispose() => File.Delete(_file.Path);
}
