namespace GenOps.Attack.Auditing;

/// <summary>One call that the provider bills, at the price that the API names for its model.</summary>
internal sealed record Bill(string User, string Model, long CostNanoUsd);
