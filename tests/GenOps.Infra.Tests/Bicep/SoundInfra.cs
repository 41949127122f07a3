namespace GenOps.Infra.Tests.Bicep;

/// <summary>The Bicep files as they are, compiled once for all tests of a class.</summary>
public sealed class SoundInfra(BicepServer bicep) : IDisposable
{
    internal InfraCopy Copy { get; } = new(bicep);

    public void Dispose() => Copy.Dispose();
}
