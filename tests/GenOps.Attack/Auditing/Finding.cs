namespace GenOps.Attack.Auditing;

/// <summary>A broken promise: which rule, and what shows it.</summary>
internal sealed record Finding(string Rule, string Text)
{
    public override string ToString() => $"[{Rule}] {Text}";
}
