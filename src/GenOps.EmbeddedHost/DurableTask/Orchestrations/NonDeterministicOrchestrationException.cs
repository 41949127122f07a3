namespace DurableTask.Core.Exceptions;

/// <summary>An orchestrator's code does not repeat what its history says it did.</summary>
internal sealed class NonDeterministicOrchestrationException(string message) : Exception(message);
