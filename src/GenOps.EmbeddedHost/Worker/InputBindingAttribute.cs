namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Base of the attributes on parameters that a function gets beside its trigger.</summary>
public abstract class InputBindingAttribute : BindingAttribute;
