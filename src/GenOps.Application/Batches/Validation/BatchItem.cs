namespace GenOps.Application.Batches.Validation;

/// <summary>One line of an input file.</summary>
/// <param name="CustomId">The caller's name for it.</param>
/// <param name="Body">The request's body as sent, a JSON object; part of the line's memory.</param>
internal readonly record struct BatchItem(string CustomId, ReadOnlyMemory<byte> Body);
