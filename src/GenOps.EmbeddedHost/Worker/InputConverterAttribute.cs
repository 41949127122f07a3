namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Base of the attributes that say how a parameter's value is converted. This host knows only those it defines.</summary>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Struct)]
public class InputConverterAttribute(Type converterType) : Attribute
{
    public Type ConverterType { get; } = converterType;
}
