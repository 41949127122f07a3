namespace Microsoft.DurableTask.Entities;

/// <summary>Runs an entity's operations, one at a time.</summary>
public interface ITaskEntity
{
    ValueTask<object?> RunAsync(TaskEntityOperation operation);
}
