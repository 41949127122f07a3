using System.Security.Cryptography;

namespace GenOps.TestKit;

/// <summary>A folder with a <c>package.json</c> and its lock file, whose packages are installed when they are first needed.</summary>
public static class NpmFolder
{
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(3);

    /// <summary>Once for all processes and runs, until the lock file changes.</summary>
    public static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        var packages = await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"), cancellationToken);
        var stamp = Path.Combine(folder, "node_modules", ".installed-" + Convert.ToHexStringLower(SHA256.HashData(packages))[..12]);
        if (File.Exists(stamp))
        {
            return;
        }

        using var installLock = await FileLock.AcquireAsync(RepositoryRoot.Combine(".genops", "clients.lock"), cancellationToken);
        if (File.Exists(stamp))
        {
            return;
        }

        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        await using var process = ChildProcess.Start(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], workingDirectory: folder);
        if (await process.WaitForExitAsync(InstallTimeout, cancellationToken) != 0)
        {
            throw new InvalidOperationException($"npm ci failed in {folder}:\n{string.Join('\n', process.Lines)}");
        }

        await File.WriteAllBytesAsync(stamp, [], cancellationToken);
    }
}
