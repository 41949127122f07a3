using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the operations that an entity function was invoked for.</summary>
public sealed class TaskEntityDispatcher
{
    private readonly IServiceProvider _services;
    private readonly Func<ITaskEntity, Task> _run;

    internal TaskEntityDispatcher(IServiceProvider services, Func<ITaskEntity, Task> run)
    {
        _services = services;
        _run = run;
    }

    public Task DispatchAsync(ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return _run(entity);
    }

    /// <summary>Dispatches to a service of that type, or to a new instance made with services.</summary>
    public Task DispatchAsync<T>()
        where T : class, ITaskEntity => _run(ActivatorUtilities.GetServiceOrCreateInstance<T>(_services));

    public Task DispatchAsync(Func<TaskEntityOperation, ValueTask<object?>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _run(new HandlerEntity(handler));
    }

    private sealed class HandlerEntity(Func<TaskEntityOperation, ValueTask<object?>> handler) : ITaskEntity
    {
        public ValueTask<object?> RunAsync(TaskEntityOperation operation) => handler(operation);
    }
}
