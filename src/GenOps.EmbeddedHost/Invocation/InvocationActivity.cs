using System.Diagnostics;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>The span of one invocation. Nothing is made unless somebody listens.</summary>
internal static class InvocationActivity
{
    internal const string SourceName = "Microsoft.Azure.Functions.Worker";

    private static readonly ActivitySource Source = new(SourceName);

    internal static bool IsObserved => Source.HasListeners();

    /// <summary>
    /// Runs <paramref name="body"/> in a span below <paramref name="parent"/>; below the current activity when that is the default.
    /// </summary>
    internal static async Task RunAsync(InvocationContext context, ActivityContext parent, Func<InvocationContext, Task> body)
    {
        var name = context.FunctionDefinition.Name;
        using var activity = Source.StartActivity($"function {name}", ActivityKind.Server, parent);
        activity?.SetTag("faas.name", name).SetTag("faas.invocation_id", context.InvocationId);
        try
        {
            await body(context);
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message).AddException(exception);
            throw;
        }
    }
}
