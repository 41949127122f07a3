namespace GenOps.Core.Pricing;

/// <summary>How large a model is, roughly by its input price per million tokens: below 0.20 USD, below 1 USD, above.</summary>
public enum ModelTier
{
    Lite,
    Standard,
    Large,
}
