using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests.Rules;

/// <summary>Something to spoil in a Bicep file, and what the rule that is there for it must say then.</summary>
internal sealed record Fault(string Rule, string File, string Sound, string Faulty, params string[] Says)
{
    public void Spoil(InfraCopy copy) => copy.Replace(File, Sound, Faulty);
}
