using System.Text.Json;
using GenOps.Functions.Batches.Entities;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace GenOps.Functions.Tests.Batches.Entities;

/// <summary>Calls operations of a tenant's budget entity one after the other, with a state that is stored as JSON only when the operation succeeds.</summary>
internal sealed class EntityCall(Func<BudgetEntity> create, string tenant)
{
    private string? _state;

    public WaitingOrder State => _state is null ? new WaitingOrder() : JsonSerializer.Deserialize<WaitingOrder>(_state)!;

    public async Task<TResult?> RunAsync<TResult>(string operation, object input) =>
        (TResult?)await create().RunAsync(new Operation(this, operation, input));

    private sealed class Operation(EntityCall call, string name, object input) : TaskEntityOperation
    {
        public override string Name => name;

        public override TaskEntityContext Context { get; } = new NoContext(BudgetEntity.Of(call.Tenant));

        public override TaskEntityState State { get; } = new StoredState(call);

        public override bool HasInput => true;

        public override object? GetInput(Type inputType) => JsonSerializer.Deserialize(JsonSerializer.Serialize(input), inputType);
    }

    private string Tenant => tenant;

    private sealed class StoredState(EntityCall call) : TaskEntityState
    {
        public override bool HasState => call._state is not null;

        public override object? GetState(Type type) => call._state is null ? null : JsonSerializer.Deserialize(call._state, type);

        public override void SetState(object? state) => call._state = state is null ? null : JsonSerializer.Serialize(state);
    }

    private sealed class NoContext(EntityInstanceId id) : TaskEntityContext
    {
        public override EntityInstanceId Id => id;

        public override void SignalEntity(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null) =>
            throw new NotSupportedException();

        public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null) =>
            throw new NotSupportedException();
    }
}
