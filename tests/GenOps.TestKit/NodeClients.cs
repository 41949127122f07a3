using System.Text.Json;

namespace GenOps.TestKit;

/// <summary>Runs the scripts of <c>tests/clients</c>, which use the npm clients of OpenAI and Together as their users do.</summary>
public static class NodeClients
{
    public static string Folder { get; } = RepositoryRoot.Combine("tests", "clients");

    /// <summary>Runs a script such as <c>chat.mjs</c> and reads its steps.</summary>
    /// <param name="script">File name in <see cref="Folder"/>.</param>
    /// <param name="client"><c>openai</c> or <c>together</c>.</param>
    /// <param name="baseAddress">Base URL ending in <c>/v1</c>.</param>
    /// <param name="apiKey">Bearer key.</param>
    /// <param name="arguments">The script's further arguments.</param>
    /// <param name="timeout">Default three minutes.</param>
    /// <param name="cancellationToken">Kills the script.</param>
    public static async Task<NodeClientRun> RunAsync(
        string script,
        string client,
        Uri baseAddress,
        string apiKey,
        IEnumerable<string>? arguments = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        await InstallAsync(cancellationToken);
        var environment = new Dictionary<string, string?> { ["BASE_URL"] = baseAddress.ToString(), ["API_KEY"] = apiKey };
        await using var process = ChildProcess.Start("node", [script, client, .. arguments ?? []], environment, Folder);
        var exitCode = await process.WaitForExitAsync(timeout, cancellationToken);
        var steps = process.Lines.Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        return new NodeClientRun(exitCode, steps, process.Lines);
    }

    /// <summary>Installs the clients: once for all processes and runs, until the lock file changes.</summary>
    public static Task InstallAsync(CancellationToken cancellationToken) => NpmFolder.InstallAsync(Folder, cancellationToken);
}
