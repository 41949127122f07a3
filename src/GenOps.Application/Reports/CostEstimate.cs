using GenOps.Core.Reports;

namespace GenOps.Application.Reports;

/// <summary>What operations are expected to cost and can cost at most, each and in total, nano-dollars.</summary>
public sealed record CostEstimate(IReadOnlyList<OperationCost> Operations, long ExpectedNanoUsd, long WorstCaseNanoUsd)
{
    /// <summary>Operations of one request.</summary>
    public const int MaxOperations = 100_000;

    /// <summary>Adds operations up; null when the sum is more than can be written.</summary>
    public static CostEstimate? Of(IReadOnlyList<OperationCost> operations)
    {
        Int128 expected = 0;
        Int128 worst = 0;
        foreach (var operation in operations)
        {
            expected += (Int128)operation.ExpectedNanoUsd * operation.Count;
            worst += (Int128)operation.WorstCaseNanoUsd * operation.Count;
        }

        return Amounts.Bounded(worst) is { } bounded ? new CostEstimate(operations, (long)expected, bounded) : null;
    }
}
