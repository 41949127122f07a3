namespace GenOps.Cli.Up;

/// <summary>Makes a folder that only its user reads and that git leaves alone.</summary>
internal static class PrivateFolder
{
    /// <summary>An existing folder is left as it is.</summary>
    /// <exception cref="CommandFault">It can't be made.</exception>
    public static void Ensure(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        try
        {
            EnsurePath(path);
            File.WriteAllText(Path.Combine(path, ".gitignore"), "*\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault($"The folder {path} can't be made: {exception.Message} Choose another with --data.", exception);
        }
    }

    /// <summary>Makes the folder alone, for its user only; an existing one is left as it is.</summary>
    public static void EnsurePath(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
