namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which way a binding's data goes.</summary>
public enum BindingDirection
{
    In,
    Out,
}
