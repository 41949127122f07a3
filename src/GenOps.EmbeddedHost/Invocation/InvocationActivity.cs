using System.Diagnostics;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>The span of one invocation. Nothing is made unless somebody listens.</summary>
internal static class InvocationActivity
{
    internal const string SourceName = "Microsoft.Azure.Functions.Worker";

    private static readonly ActivitySource Source = new(SourceName);

    internal static bool IsObserved => Source.HasListeners();

    /// <summary>Starts the span below <paramref name="parent"/>; below the current activity when that is the default. Null when nobody listens.</summary>
    internal static Activity? Start(InvocationContext context, ActivityContext parent)
    {
        if (!IsObserved)
        {
            return null;
        }

        var name = context.FunctionDefinition.Name;
        return Source.StartActivity($"function {name}", ActivityKind.Server, parent)
            ?.SetTag("faas.name", name).SetTag("faas.invocation_id", context.InvocationId);
    }

    /// <summary>Says in the span that the invocation failed.</summary>
    internal static void Fail(Activity? activity, Exception exception) =>
        activity?.SetStatus(ActivityStatusCode.Error, exception.Message).AddException(exception);
}
