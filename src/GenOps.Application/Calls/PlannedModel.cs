using GenOps.Core.Pricing;

namespace GenOps.Application.Calls;

/// <summary>A model a call may use, with its price and worst case, fixed before the hold.</summary>
internal sealed record PlannedModel(ModelPrice Price, WorstCase Worst)
{
    public string Name => Price.Model;
}
