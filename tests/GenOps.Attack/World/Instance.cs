using GenOps.TestKit.Storage;

namespace GenOps.Attack.World;

/// <summary>One instance of the app, and what goes wrong between it and storage.</summary>
internal sealed class Instance(AppHost host, StorageFaults faults) : IAsyncDisposable
{
    private readonly CancellationTokenSource _death = new();

    public Uri Address => host.Address;

    public bool IsDead => faults.AreFinal;

    /// <summary>Its callers' connections break with it.</summary>
    public CancellationToken Death => _death.Token;

    public HttpClient Client(string key) => host.Client(key);

    /// <summary>From now on its calls of storage go wrong as a plan says.</summary>
    public void Suffer(Func<RowOperation, RowFault> plan) => faults.Plan = plan;

    /// <summary>All is well again, unless it is dead.</summary>
    public void Heal() => faults.Plan = static _ => RowFault.None;

    /// <summary>Nothing that it does reaches storage any more: to everybody else it has crashed.</summary>
    public void Die()
    {
        faults.AreFinal = true;

        // Not on this thread, which is a writer's.
        _ = _death.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        _death.Dispose();
    }
}
