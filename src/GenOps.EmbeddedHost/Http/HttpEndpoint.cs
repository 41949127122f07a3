using System.Diagnostics;
using GenOps.EmbeddedHost.Invocation;
using Microsoft.AspNetCore.Http;

namespace GenOps.EmbeddedHost.Http;

/// <summary>One HTTP function as the request delegate of its endpoint.</summary>
internal sealed class HttpEndpoint(Function function, FunctionRunner runner, HttpResultWriter results, HttpFaults faults)
{
    internal async Task HandleAsync(HttpContext http)
    {
        using var context = new InvocationContext(runner, function, http);
        using var activity = InvocationActivity.IsObserved ? InvocationActivity.Start(context, CallerOf(http.Request)) : null;
        try
        {
            await runner.RunAsync(context);
            if (context.Result is { } result)
            {
                await results.WriteAsync(http, result);
            }
        }
        catch (Exception exception)
        {
            InvocationActivity.Fail(activity, exception);
            await faults.AnswerAsync(http, function.Definition.Name, exception);
        }
    }

    /// <summary>The caller's W3C trace context, unless an instrumentation around us has made an activity of it already.</summary>
    private static ActivityContext CallerOf(HttpRequest request) =>
        Activity.Current is null
        && ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var caller)
            ? caller
            : default;
}
