namespace GenOps.Core.Ledger;

/// <summary>What a roll-up row sums over: one day and one combination of the reported dimensions.</summary>
public sealed record RollupKey(
    DateOnly Day,
    string? Team,
    string? Project,
    string? Model,
    string? Customer,
    string? CostCenter,
    string? Environment,
    string? Feature)
{
    /// <summary>The roll-up that an entry belongs to.</summary>
    public static RollupKey Of(DateOnly day, Attribution attribution, string? model) => new(
        day, attribution.Team, attribution.Project, model, attribution.Customer, attribution.CostCenter, attribution.Environment, attribution.Feature);
}
