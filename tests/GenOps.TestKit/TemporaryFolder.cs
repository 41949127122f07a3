namespace GenOps.TestKit;

/// <summary>A new folder under the system's temporary one, deleted when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("genops-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
