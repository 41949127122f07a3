using System.Diagnostics;
using System.Globalization;

namespace GenOps.Azurite;

/// <summary>
/// Keeps a data folder to one Azurite. Two would overwrite each other's files, and so would a new one started while the old
/// one, whose starter was killed, is still saving.
/// </summary>
internal static class DataFolderGuard
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Written by Azurite itself, deleted when it has ended.</summary>
    public static string PidFile(string folder) => Path.Combine(folder, "azurite.pid");

    /// <summary>Returns the lock that the caller holds as long as its Azurite runs.</summary>
    public static async Task<FileStream> AcquireAsync(
        string folder, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        FileStream guard;
        try
        {
            guard = new FileStream(Path.Combine(folder, "genops.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new AzuriteException($"Another process uses the Azurite data in {folder}: stop it, or choose another folder.", exception);
        }

        try
        {
            await WaitForPredecessorAsync(PidFile(folder), timeout, timeProvider, cancellationToken);
            return guard;
        }
        catch
        {
            await guard.DisposeAsync();
            throw;
        }
    }

    private static async Task WaitForPredecessorAsync(
        string pidFile, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        while (File.Exists(pidFile) && IsRunningNode(await ReadPidAsync(pidFile, cancellationToken)))
        {
            if (timeProvider.GetElapsedTime(started) > timeout)
            {
                throw new AzuriteException(
                    $"The process named in {pidFile} still uses the data: stop it with SIGINT, or delete the file if it is no Azurite.");
            }

            await Task.Delay(PollInterval, timeProvider, cancellationToken);
        }
    }

    private static async Task<int> ReadPidAsync(string pidFile, CancellationToken cancellationToken)
    {
        try
        {
            var text = await File.ReadAllTextAsync(pidFile, cancellationToken);
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    private static bool IsRunningNode(int pid)
    {
        if (pid == 0)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName.StartsWith("node", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
