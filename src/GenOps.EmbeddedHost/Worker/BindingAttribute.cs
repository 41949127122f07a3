namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Base of every attribute that binds a parameter to something the host provides.</summary>
public abstract class BindingAttribute : Attribute;
