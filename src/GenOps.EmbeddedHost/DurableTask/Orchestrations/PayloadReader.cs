namespace GenOps.EmbeddedHost.DurableTask.Orchestrations;

/// <summary>Reads a stored value as a type.</summary>
internal delegate object? PayloadReader(string? data, Type type);
