using GenOps.Core.Pricing;

namespace GenOps.Core.Wire;

/// <summary>What is needed of one chunk of a stream.</summary>
/// <param name="Kind">What the chunk is.</param>
/// <param name="Usage">The report it carries; a provider may report on any chunk, and the last report stands.</param>
/// <param name="UsageJson">Where the raw usage object stands in the chunk's data, to be carried on; empty without usage.</param>
/// <param name="ChoiceCount">Choices in the chunk.</param>
/// <param name="FinishedCount">Choices with a <c>finish_reason</c>.</param>
/// <param name="HasGenops">Whether it has a <c>genops</c> of its own, which must not be taken for ours.</param>
/// <param name="TextTokenBound">The most tokens the text in the chunk can be. The sum over a stream bounds an answer without usage.</param>
public readonly record struct StreamChunk(
    StreamChunkKind Kind, ReportedUsage? Usage, Range UsageJson, int ChoiceCount, int FinishedCount, bool HasGenops, long TextTokenBound);
