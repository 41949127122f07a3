using GenOps.Application.Batches;
using GenOps.Application.Calls;
using GenOps.Application.Files;
using GenOps.Application.Sessions;
using GenOps.Core.Files;
using GenOps.Core.Reports;
using GenOps.Core.Sessions;
using GenOps.Functions.Http;

namespace GenOps.Functions.Batches.Http;

/// <summary>Looks whether what a new batch names is there for its caller.</summary>
internal sealed class BatchInputs(FileDirectory files, SessionDirectory sessions)
{
    /// <summary>What is wrong with the session or the input file; null when nothing is.</summary>
    public async Task<CallError?> FindFaultAsync(TenantRequest request, NewBatch asked, CancellationToken cancellationToken)
    {
        var (tenant, pins) = (request.Caller.Tenant, new Pins(request.Caller.PinnedTeam, request.Caller.PinnedProject));
        if ((asked.Headers.SessionId ?? asked.Body.SessionId) is { } sessionId)
        {
            var session = await sessions.FindAsync(tenant, sessionId, pins, cancellationToken);
            if (session is null || session.State is SessionState.Ended)
            {
                return session is null ? CallErrors.SessionNotFound(sessionId) : BatchHttpErrors.SessionEnded;
            }
        }

        var file = await files.FindAsync(tenant, asked.InputFileId, pins, cancellationToken);
        return file is null ? BatchHttpErrors.NoInput(asked.InputFileId)
            : FilePurposes.IsInput(file.Purpose) ? null
            : BatchHttpErrors.NotInput;
    }
}
