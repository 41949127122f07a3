namespace DurableTask.Core.Exceptions;

/// <summary>
/// An orchestration of that id has not ended. An app knows it by its name only; on the genuine host its type is not referenced.
/// </summary>
public sealed class OrchestrationAlreadyExistsException(string message) : Exception(message);
