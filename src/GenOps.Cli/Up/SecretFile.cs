namespace GenOps.Cli.Up;

/// <summary>One secret in one file that only its user may read (0600).</summary>
internal sealed class SecretFile(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path => path;

    /// <summary>Null when there is none. A file that others could read is closed to them.</summary>
    public string? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly)
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }

        var secret = File.ReadAllText(path).Trim();
        return secret.Length == 0 ? null : secret;
    }

    /// <summary>Replaces the file as a whole, so that a killed process leaves the old secret or the new one.</summary>
    public void Write(string secret)
    {
        var staged = path + ".new";
        File.Delete(staged);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var writer = new StreamWriter(staged, options))
        {
            writer.WriteLine(secret);
        }

        File.Move(staged, path, overwrite: true);
    }
}
