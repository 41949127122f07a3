using GenOps.Core.Pricing;
using GenOps.Core.Tenants;

namespace GenOps.Core.Reports;

/// <summary>What experience says of a use case: the model to begin with, the policy, the size of batch chunks, the rate to expect.</summary>
/// <param name="UseCase">The use case.</param>
/// <param name="Name">Its name in requests.</param>
/// <param name="Model">The model to begin with.</param>
/// <param name="Tier">The size class to prefer.</param>
/// <param name="PrefersDearer">True where a higher price within the class is taken for better.</param>
/// <param name="Special">A capability to prefer.</param>
/// <param name="Policy">The policy that fits.</param>
/// <param name="ChunkSize">Items of a batch chunk to begin with.</param>
/// <param name="OperationsPerSecond">The rate to expect.</param>
public sealed record UseCaseGuidance(
    UseCase UseCase,
    string Name,
    string Model,
    ModelTier Tier,
    bool PrefersDearer,
    ModelCapabilities Special,
    PolicyMode Policy,
    int ChunkSize,
    int OperationsPerSecond)
{
    private const string Small = "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo";
    private const string Large = "meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo";
    private const string Coder = "deepseek-ai/DeepSeek-Coder-V2-Instruct";

    /// <summary>The table.</summary>
    public static IReadOnlyList<UseCaseGuidance> All { get; } =
    [
        new(UseCase.HighThroughput, "high_throughput", Small, ModelTier.Lite, false, ModelCapabilities.None, PolicyMode.Advisory, 100, 100),
        new(UseCase.CostSensitive, "cost_sensitive", Small, ModelTier.Lite, false, ModelCapabilities.None, PolicyMode.Strict, 50, 50),
        new(UseCase.HighQuality, "high_quality", Large, ModelTier.Large, true, ModelCapabilities.None, PolicyMode.Enforced, 10, 10),
        new(UseCase.CodeGeneration, "code_generation", Coder, ModelTier.Lite, false, ModelCapabilities.Code, PolicyMode.Advisory, 25, 25),
    ];

    /// <summary>The row of a name; null when there is none.</summary>
    public static UseCaseGuidance? Find(string name) => All.FirstOrDefault(guidance => guidance.Name == name);
}
