using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GenOps.Functions.Tests.Batches.Orchestrations;

/// <summary>A client whose hub is out of reach.</summary>
internal sealed class BrokenClient() : DurableTaskClient("broken")
{
    /// <summary>Calls that were tried.</summary>
    public int Calls { get; private set; }

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) => Fail<string>();

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) => Fail<string>();

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => Fail<OrchestrationMetadata>();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => Fail<OrchestrationMetadata>();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => Fail<string>();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => Fail<string>();

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => Fail<OrchestrationMetadata?>();

    public override Microsoft.DurableTask.AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<TResult> Fail<TResult>()
    {
        Calls++;
        return Task.FromException<TResult>(new TimeoutException("The hub does not answer."));
    }
}
