namespace GenOps.Core.Pricing;

/// <summary>What a model is known to do. A flag that is missing means "not known to", not "known not to".</summary>
[Flags]
public enum ModelCapabilities
{
    None = 0,
    Chat = 1,
    Vision = 2,
    Code = 4,
    Reasoning = 8,
    Embeddings = 16,
}
