namespace Microsoft.DurableTask.Client;

/// <summary>A value as it is stored.</summary>
public sealed class SerializedData(string data, DataConverter? converter = null)
{
    public string Value { get; } = data;

    public DataConverter? Converter { get; } = converter;

    public T ReadAs<T>() => Converter is { } converter
        ? converter.Deserialize<T>(Value)!
        : throw new InvalidOperationException("The data came without a converter to read it.");
}
