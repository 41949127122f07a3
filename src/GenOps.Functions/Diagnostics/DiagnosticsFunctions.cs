using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Diagnostics;

/// <summary>What the answering process takes of its machine, for the administrator.</summary>
public sealed class DiagnosticsFunctions(DiagnosticsHandler handler)
{
    /// <summary>Memory, collections, threads and processor time; with <c>collect=true</c> after a full collection.</summary>
    [Function("GetDiagnostics")]
    public Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/diagnostics")] HttpRequest request) =>
        handler.GetAsync(request);
}
