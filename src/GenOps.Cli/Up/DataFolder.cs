namespace GenOps.Cli.Up;

/// <summary>The folder of keys and data, held by one <c>up</c> at a time until disposed or its process ends, however it ends.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>What Azurite writes.</summary>
    public string Storage => System.IO.Path.Combine(Path, "storage");

    public SecretFile AdminKey => new(System.IO.Path.Combine(Path, "admin-key"));

    public SecretFile TenantKey => new(System.IO.Path.Combine(Path, "demo-key"));

    /// <exception cref="CommandFault">Another process holds it, or it can't be written.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        PrivateFolder.Ensure(path);
        try
        {
            var held = new FileStream(System.IO.Path.Combine(path, "up.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolder(path, held);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new CommandFault($"The folder {path} can't be written: {exception.Message} Choose another with --data.", exception);
        }
        catch (IOException exception)
        {
            throw new CommandFault($"Another 'up' runs on {path}: stop it, or choose another folder with --data.", exception);
        }
    }

    public void Dispose() => _lock.Dispose();
}
