using System.Security.Cryptography;

namespace GenOps.Azurite;

/// <summary>
/// The npm packages of the pinned Azurite. A finished installation is one folder named after the lock file's content, put in
/// place by a rename: it is whole or it is not there, whoever is killed meanwhile.
/// </summary>
internal static class AzuriteInstallation
{
    private static readonly string[] Manifest = ["package.json", "package-lock.json"];
    private static readonly string[] CleanInstall = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    private static readonly TimeSpan LockRetryInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Copied beside the program by the build: the manifest and the launcher's scripts.</summary>
    public static string SourceFolder { get; } = Path.Combine(AppContext.BaseDirectory, "azurite");

    /// <summary>Installs unless that was done before and returns the path of Azurite's main script.</summary>
    public static async Task<string> EnsureAsync(AzuriteOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var folder = await EnsureAsync(SourceFolder, options, timeProvider, cancellationToken);
        return Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");
    }

    /// <summary>Installs the manifest of <paramref name="source"/> unless that was done before and returns its folder.</summary>
    internal static async Task<string> EnsureAsync(
        string source, AzuriteOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var target = Path.Combine(Path.GetFullPath(options.InstallFolder), FolderName(source));
        if (!Directory.Exists(target))
        {
            using var timeout = new CancellationTokenSource(options.InstallTimeout, timeProvider);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                await InstallAsync(source, target, options, timeProvider, linked.Token);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new AzuriteException(
                    $"Azurite was not installed into {target} within {options.InstallTimeout}. "
                    + "Check that npm reaches its registry, then try again.");
            }
        }

        return target;
    }

    private static async Task InstallAsync(
        string source, string target, AzuriteOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var parent = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(parent);
        await using var installLock = await AcquireLockAsync(Path.Combine(parent, "install.lock"), timeProvider, cancellationToken);
        if (Directory.Exists(target))
        {
            return;
        }

        options.Progress?.Invoke($"Installing Azurite with npm into {target} (once, about 190 MB)");
        var staging = target + ".installing";
        if (Directory.Exists(staging))
        {
            Directory.Delete(staging, recursive: true);
        }

        Directory.CreateDirectory(staging);
        foreach (var file in Manifest)
        {
            File.Copy(Path.Combine(source, file), Path.Combine(staging, file));
        }

        var (exitCode, output) = await NodeProcess.RunAsync(NodeProcess.NpmFileName, CleanInstall, staging, cancellationToken);
        if (exitCode != 0)
        {
            throw new AzuriteException(
                $"`npm ci` could not install Azurite (exit code {exitCode}). Check that npm reaches its registry, then try again. "
                + $"npm said: {output.Trim()}");
        }

        Directory.Move(staging, target);
    }

    /// <summary>The operating system drops this lock with the process that holds it, so a killed installer blocks nobody.</summary>
    private static async Task<FileStream> AcquireLockAsync(string path, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(LockRetryInterval, timeProvider, cancellationToken);
            }
        }
    }

    private static string FolderName(string source)
    {
        var lockFile = File.ReadAllBytes(Path.Combine(source, "package-lock.json"));
        return "azurite-" + Convert.ToHexStringLower(SHA256.HashData(lockFile))[..12];
    }
}
