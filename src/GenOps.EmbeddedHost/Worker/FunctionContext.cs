namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of one function. Not thread-safe; not to be kept after the function has ended.</summary>
public abstract class FunctionContext
{
    public abstract string InvocationId { get; }

    public abstract string FunctionId { get; }

    public abstract TraceContext TraceContext { get; }

    public abstract BindingContext BindingContext { get; }

    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation's scope; for HTTP the request's.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    public abstract FunctionDefinition FunctionDefinition { get; }

    public abstract IDictionary<object, object> Items { get; set; }

    public abstract IInvocationFeatures Features { get; }

    /// <summary>
    /// Fires when the caller has gone away, or when the host shuts down and the time for running functions to end is nearly over.
    /// </summary>
    public virtual CancellationToken CancellationToken { get; }
}
