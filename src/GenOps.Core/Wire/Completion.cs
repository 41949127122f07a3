using GenOps.Core.Pricing;

namespace GenOps.Core.Wire;

/// <summary>What is needed of a provider's answer.</summary>
/// <param name="Id">The provider's id of the answer.</param>
/// <param name="Model">The model that answered, by its own name for itself.</param>
/// <param name="Usage">The provider's report, or null when it gave none.</param>
/// <param name="HasError">True when the answer holds an <c>error</c> instead of, or beside, a result.</param>
/// <param name="ChoiceCount">Choices in the answer; 0 for embeddings.</param>
/// <param name="FinishedCount">Choices with a <c>finish_reason</c>.</param>
/// <param name="TextTokenBound">The most tokens the text of all choices can be, for an estimate when there is no usage.</param>
public readonly record struct Completion(
    string? Id, string? Model, ReportedUsage? Usage, bool HasError, int ChoiceCount, int FinishedCount, long TextTokenBound);
