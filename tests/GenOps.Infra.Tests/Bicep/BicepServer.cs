using System.Diagnostics;
using System.Text.Json;
using GenOps.Infra.Tests.Bicep;
using StreamJsonRpc;

[assembly: AssemblyFixture(typeof(BicepServer))]

namespace GenOps.Infra.Tests.Bicep;

/// <summary>
/// One Bicep process for all tests, spoken to over JSON-RPC: starting the CLI takes two seconds, a snapshot by a running one a few
/// hundredths.
/// </summary>
public sealed class BicepServer : IDisposable
{
    private const string SubscriptionId = "11111111-2222-3333-4444-555555555555";

    private readonly Process _process;
    private readonly JsonRpc _rpc;

    public BicepServer()
    {
        _process = Process.Start(new ProcessStartInfo(Repository.BicepPath, ["jsonrpc", "--stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var formatter = new SystemTextJsonFormatter { JsonSerializerOptions = new(JsonSerializerDefaults.Web) };
        _rpc = new JsonRpc(
            new HeaderDelimitedMessageHandler(_process.StandardInput.BaseStream, _process.StandardOutput.BaseStream, formatter));
        _rpc.StartListening();
    }

    /// <summary>What a deployment with this parameter file would create: conditions, loops and modules expanded.</summary>
    internal async Task<Snapshot> SnapshotAsync(string parameterFile)
    {
        var answer = await _rpc.InvokeWithParameterObjectAsync<SnapshotAnswer>(
            "bicep/getSnapshot",
            new
            {
                path = parameterFile,
                metadata = new
                {
                    tenantId = (string?)null,
                    subscriptionId = SubscriptionId,
                    resourceGroup = "genops-test",
                    location = "westeurope",
                    deploymentName = (string?)null,
                },
                externalInputs = (object?)null,
            });
        return Snapshot.Parse(answer.Snapshot);
    }

    /// <summary>The ARM template of a Bicep file, and everything that the compiler and the linter have to say about it.</summary>
    internal async Task<Compilation> CompileAsync(string bicepFile)
    {
        var answer = await _rpc.InvokeWithParameterObjectAsync<CompileAnswer>("bicep/compile", new { path = bicepFile });
        return new Compilation(
            answer.Contents ?? "",
            [.. from finding in answer.Diagnostics
                select $"{finding.Source} line {finding.Range.Start.Line + 1}: {finding.Code} {finding.Message}"]);
    }

    /// <summary>A Bicep file as <c>bicep format</c> would write it.</summary>
    internal async Task<string> FormatAsync(string bicepFile)
    {
        var answer = await _rpc.InvokeWithParameterObjectAsync<FormatAnswer>("bicep/format", new { path = bicepFile });
        return answer.Contents;
    }

    public void Dispose()
    {
        _rpc.Dispose();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private sealed record SnapshotAnswer(string Snapshot);

    private sealed record CompileAnswer(bool Success, string? Contents, IReadOnlyList<Finding> Diagnostics);

    private sealed record Finding(string Source, Region Range, string Code, string Message);

    private sealed record Region(Position Start);

    private sealed record Position(int Line);

    private sealed record FormatAnswer(string Contents);
}
