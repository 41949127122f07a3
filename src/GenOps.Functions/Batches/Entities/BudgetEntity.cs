using GenOps.Application.Batches;
using GenOps.Core.Batches;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace GenOps.Functions.Batches.Entities;

/// <summary>
/// Serialises the reservations of one tenant's batches and is fair between them. Each operation may run twice: what it does to the account is named by
/// batch, chunk and attempt.
/// </summary>
public sealed class BudgetEntity(BatchReservations reservations, TimeProvider time) : TaskEntity<WaitingOrder>
{
    /// <summary>The entity's name.</summary>
    public const string Name = nameof(BudgetEntity);

    /// <summary>The entity of a tenant.</summary>
    public static EntityInstanceId Of(string tenant) => new(Name, tenant);

    /// <summary>Runs one operation.</summary>
    [Function(Name)]
    public Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(this);

    /// <summary>Holds money for a chunk.</summary>
    public async Task<ChunkAnswer> Reserve(ChunkKey key)
    {
        if (!State.MayAsk(key.BatchId, time.GetUtcNow()))
        {
            return new ChunkAnswer(new Reserved(0, 1, ReservationRefusal.InFlight), null);
        }

        var reserved = await reservations.ReserveAsync(key, CancellationToken.None);
        if (reserved.Granted > 0)
        {
            return new ChunkAnswer(reserved, State.Granted(key.BatchId, time.GetUtcNow()));
        }

        if (reserved.Refusal is ReservationRefusal.InFlight)
        {
            return new ChunkAnswer(reserved, State.Refused(key.BatchId));
        }

        State.Leave(key.BatchId);
        return new ChunkAnswer(reserved, null);
    }

    /// <summary>Gives back what a chunk did not cost; answers the batch that may look next.</summary>
    public async Task<string?> Settle(ChunkKey key)
    {
        await reservations.SettleAsync(key, CancellationToken.None);
        return State.Next(time.GetUtcNow());
    }

    /// <summary>A batch is over.</summary>
    public void Leave(string batchId) => State.Leave(batchId);
}
