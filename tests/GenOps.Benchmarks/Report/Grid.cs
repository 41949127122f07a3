namespace GenOps.Benchmarks.Report;

/// <summary>A table of its own shape beside the figures of a topic.</summary>
internal sealed record Grid(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows);
