using System.Text.Json;

namespace GenOps.TestKit;

/// <summary>What a client script did: its exit code, the JSON object of each step, and every line it wrote.</summary>
public sealed record NodeClientRun(int ExitCode, IReadOnlyList<JsonElement> Steps, IReadOnlyList<string> Lines)
{
    /// <summary>The only step of that name.</summary>
    public JsonElement Step(string name)
    {
        var steps = Steps.Where(step => step.GetProperty("step").GetString() == name).ToList();
        return steps.Count == 1
            ? steps[0]
            : throw new InvalidOperationException($"{steps.Count} steps are named '{name}'. The output was:\n{string.Join('\n', Lines)}");
    }
}
