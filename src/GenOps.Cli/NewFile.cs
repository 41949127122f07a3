namespace GenOps.Cli;

/// <summary>A file that appears whole or not at all.</summary>
internal static class NewFile
{
    /// <summary>Says so before anything is fetched for it.</summary>
    /// <exception cref="CommandFault">There is such a file.</exception>
    public static void RequireAbsent(string path, bool replace, string flag = "")
    {
        if (!replace && File.Exists(path))
        {
            throw new CommandFault($"There is a file {path}: remove it, or choose another name{flag}.");
        }
    }

    /// <summary>Writes beside it first, so that what breaks on the way leaves nothing half.</summary>
    /// <exception cref="CommandFault">There is such a file, or it can't be written.</exception>
    public static async Task WriteAsync(string path, bool replace, Func<Stream, Task> write)
    {
        RequireAbsent(path, replace);
        var staged = path + ".part";
        try
        {
            await using (var stream = new FileStream(staged, FileMode.Create, FileAccess.Write))
            {
                await write(stream);
            }

            File.Move(staged, path, replace);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault($"{path} can't be written: {exception.Message}", exception);
        }
        finally
        {
            File.Delete(staged);
        }
    }
}
