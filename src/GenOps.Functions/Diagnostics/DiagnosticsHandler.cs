using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Diagnostics;

/// <summary>The process over HTTP, for the administrator. It asks no storage: it is wanted most when something else does not answer.</summary>
public sealed class DiagnosticsHandler
{
    private readonly AdminGate _gate;
    private readonly RunningInstance _instance;

    internal DiagnosticsHandler(AdminGate gate, RunningInstance instance) => (_gate, _instance) = (gate, instance);

    internal Task<IResult> GetAsync(HttpRequest http) => _gate.RunAsync(http, request => Task.FromResult(Answer(request)));

    private IResult Answer(AdminRequest request)
    {
        switch (request.Http.Query["collect"].ToString())
        {
            case "" or "false":
                break;
            case "true":
                Collect();
                break;
            default:
                return request.Invalid("The query is not valid.", [new("collect", "This must be true or false.")]);
        }

        return Results.Json(ProcessViews.Of(_instance));
    }

    // What a finalizer lets go of is only taken by the second one.
    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
