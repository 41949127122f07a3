namespace GenOps.Core.Reports;

/// <summary>What models are wanted for.</summary>
public enum UseCase
{
    /// <summary>As many calls as possible.</summary>
    HighThroughput,

    /// <summary>As little money as possible.</summary>
    CostSensitive,

    /// <summary>The best answers.</summary>
    HighQuality,

    /// <summary>Code.</summary>
    CodeGeneration,
}
