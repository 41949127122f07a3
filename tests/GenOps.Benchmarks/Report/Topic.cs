namespace GenOps.Benchmarks.Report;

/// <summary>What one mode measured; ratios stand before rates.</summary>
/// <param name="Name">The mode.</param>
/// <param name="Figures">Its values.</param>
/// <param name="Grid">A table that says more than single values.</param>
/// <param name="Failure">Why there are no values: the mode did not end well.</param>
internal sealed record Topic(string Name, IReadOnlyList<Figure> Figures, Grid? Grid = null, string? Failure = null);
