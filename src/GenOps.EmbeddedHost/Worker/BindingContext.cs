namespace Microsoft.Azure.Functions.Worker;

/// <summary>Values the trigger offers by name; for HTTP, the route values.</summary>
public abstract class BindingContext
{
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
