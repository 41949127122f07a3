namespace Microsoft.Azure.Functions.Worker;

/// <summary>A parameter that a binding attribute feeds.</summary>
public abstract class BindingMetadata
{
    public abstract string Name { get; }

    /// <summary>The binding's type, for instance <c>httpTrigger</c>.</summary>
    public abstract string Type { get; }

    public abstract BindingDirection Direction { get; }
}
