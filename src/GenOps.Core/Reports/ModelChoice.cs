using GenOps.Core.Pricing;
using GenOps.Core.Tenants;

namespace GenOps.Core.Reports;

/// <summary>Which models may stand in for another.</summary>
public static class ModelChoice
{
    private const int MinContextPercent = 80;

    // Without these a call cannot be served at all; the others only say how well.
    private const ModelCapabilities Needed = ModelCapabilities.Vision | ModelCapabilities.Embeddings;

    /// <summary>
    /// Models that have at least 80 % of the model's context and can take the same kind of input. A context that is not known counts as its
    /// upper bound.
    /// </summary>
    public static IEnumerable<ModelPrice> AlternativesTo(ModelPrice current, IEnumerable<ModelPrice> inForce)
    {
        var needed = current.Capabilities & Needed;
        return inForce.Where(other =>
            other.Model != current.Model
            && (other.Capabilities & needed) == needed
            && (long)other.ContextLength * 100 >= (long)current.ContextLength * MinContextPercent);
    }

    /// <summary>Whether a tenant's rules let a model be used.</summary>
    public static bool IsAllowed(TenantDocument document, string model) => Policies.CallPolicy.CheckModel(document, model) is null;
}
