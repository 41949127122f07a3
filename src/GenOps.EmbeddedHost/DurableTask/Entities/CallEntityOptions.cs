namespace Microsoft.DurableTask.Entities;

/// <summary>How an entity is called. There is nothing to choose.</summary>
public record CallEntityOptions;
