namespace GenOps.Core.Batches;

/// <summary>One thing that is wrong with a batch's input file.</summary>
/// <param name="Code">Machine-readable kind.</param>
/// <param name="Message">What is wrong and what to do; at most 300 characters, never a prompt.</param>
/// <param name="Param">The offending member, if any.</param>
/// <param name="Line">The line's number from 1, if any.</param>
public sealed record BatchError(string Code, string Message, string? Param = null, int? Line = null);
