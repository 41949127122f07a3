using System.ComponentModel;
using System.Diagnostics;

namespace GenOps.Azurite;

/// <summary>Starts node and npm with every stream redirected, so that nothing is shared with the terminal.</summary>
internal static class NodeProcess
{
    private const int MinimumMajorVersion = 20;

    public static string NpmFileName { get; } = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>Node's version.</summary>
    public static async Task<string> EnsureNodeAsync(CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunAsync("node", ["--version"], Environment.CurrentDirectory, cancellationToken);
        var version = output.Trim();
        if (exitCode != 0 || !TryParseMajorVersion(version, out var major))
        {
            throw new AzuriteException($"`node --version` answered '{version}' (exit code {exitCode}). {Advice}");
        }

        if (major < MinimumMajorVersion)
        {
            throw new AzuriteException($"Node.js {version} is too old for Azurite. {Advice}");
        }

        return version;
    }

    public static async Task<(int ExitCode, string Output)> RunAsync(
        string fileName, IEnumerable<string> arguments, string workingDirectory, CancellationToken cancellationToken)
    {
        using var process = Start(fileName, arguments, workingDirectory);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static Process Start(string fileName, IEnumerable<string> arguments, string workingDirectory)
    {
        var startInfo = new ProcessStartInfo(fileName, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        startInfo.Environment["npm_config_update_notifier"] = "false";

        try
        {
            return Process.Start(startInfo)!;
        }
        catch (Win32Exception exception)
        {
            throw new AzuriteException($"'{fileName}' could not be started: {exception.Message}. {Advice}", exception);
        }
    }

    internal static bool TryParseMajorVersion(string version, out int major)
    {
        major = 0;
        return version.StartsWith('v') && int.TryParse(version.AsSpan(1).ToString().Split('.')[0], out major);
    }

    private static string Advice =>
        $"Azurite needs Node.js {MinimumMajorVersion} or newer with npm on the PATH: install it from https://nodejs.org, "
        + "or name another storage account in AzureWebJobsStorage.";
}
