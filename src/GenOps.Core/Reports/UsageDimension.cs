namespace GenOps.Core.Reports;

/// <summary>What usage may be grouped by, in the order in which roll-ups name it.</summary>
public enum UsageDimension
{
    /// <summary>Team.</summary>
    Team,

    /// <summary>Project.</summary>
    Project,

    /// <summary>Model.</summary>
    Model,

    /// <summary>End customer.</summary>
    Customer,

    /// <summary>Cost center.</summary>
    CostCenter,

    /// <summary>Environment.</summary>
    Environment,

    /// <summary>Product feature.</summary>
    Feature,

    /// <summary>UTC day.</summary>
    Day,
}
