using Microsoft.Extensions.ObjectPool;

namespace GenOps.Simulator;

/// <summary>What all requests of one server share.</summary>
internal sealed class SimulatorState(SimulatorOptions options, TimeProvider timeProvider)
{
    private volatile SimulatorBehavior _behavior = options.Behavior;

    public SimulatorBehavior Behavior
    {
        get => _behavior;
        set => _behavior = value;
    }

    public string? ApiKey => options.ApiKey;

    public TimeProvider TimeProvider => timeProvider;

    public SimulatorBooks Books { get; } = new(options.MaximumBookEntries);

    public FaultSchedule Faults { get; } = new(options.MaximumBookEntries);

    public ModelNames ModelNames { get; } = new();

    public ObjectPool<AnswerBuffer> Buffers { get; } = new DefaultObjectPool<AnswerBuffer>(new BufferPolicy(), maximumRetained: 256);

    private sealed class BufferPolicy : PooledObjectPolicy<AnswerBuffer>
    {
        public override AnswerBuffer Create() => new();

        public override bool Return(AnswerBuffer obj)
        {
            obj.Clear();
            return true;
        }
    }
}
