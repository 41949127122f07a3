namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>What an orchestration may be called.</summary>
internal static class InstanceIds
{
    private const int MaxLength = 256;

    internal static string Check(string instanceId) =>
        instanceId.Length <= MaxLength && !instanceId.StartsWith('@') && !instanceId.Any(char.IsControl)
            ? instanceId
            : throw new ArgumentException(
                $"An orchestration's id has at most {MaxLength} characters, no control characters, and does not begin with '@'.",
                nameof(instanceId));
}
