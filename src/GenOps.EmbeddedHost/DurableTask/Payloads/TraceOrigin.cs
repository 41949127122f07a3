using System.Diagnostics;

namespace GenOps.EmbeddedHost.DurableTask.Payloads;

/// <summary>The W3C trace context that a message carries from whoever sent it.</summary>
internal readonly record struct TraceOrigin(string? Parent, string? State)
{
    internal const string SourceName = "GenOps.EmbeddedHost.DurableTask";

    internal static readonly ActivitySource Source = new(SourceName);

    internal static TraceOrigin Current => Of(Activity.Current);

    internal ActivityContext Context => ActivityContext.TryParse(Parent, State, isRemote: true, out var context) ? context : default;

    internal static TraceOrigin Of(Activity? activity) => new(activity?.Id, activity?.TraceStateString);
}
