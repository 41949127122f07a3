namespace GenOps.Simulator;

/// <summary>One call as the provider saw it.</summary>
/// <param name="Sequence">Position in its list, from 1.</param>
/// <param name="At">When the call ended, or was about to be answered.</param>
/// <param name="Endpoint"><c>chat</c>, <c>completion</c> or <c>embedding</c>.</param>
/// <param name="Model">Model of the request.</param>
/// <param name="RequestId">The simulator's <c>x-request-id</c>.</param>
/// <param name="CallerRequestId">The caller's <c>x-genops-request-id</c> header.</param>
/// <param name="TraceParent">The caller's <c>traceparent</c> header.</param>
/// <param name="User">The request's <c>user</c> field.</param>
/// <param name="Id">The marker's <c>id</c>.</param>
/// <param name="Status">HTTP status, 0 when there was none.</param>
/// <param name="Outcome">How the call ended.</param>
/// <param name="Fault">The fault that hit it, or <c>none</c>.</param>
/// <param name="Chunks">Content chunks sent, for streams.</param>
/// <param name="PromptTokens">Billed prompt tokens.</param>
/// <param name="CompletionTokens">Billed completion tokens, reasoning included.</param>
/// <param name="CachedTokens">Part of the prompt tokens.</param>
/// <param name="ReasoningTokens">Part of the completion tokens.</param>
public readonly record struct BookEntry(
    long Sequence,
    DateTimeOffset At,
    string Endpoint,
    string Model,
    string RequestId,
    string? CallerRequestId,
    string? TraceParent,
    string? User,
    string? Id,
    int Status,
    CallOutcome Outcome,
    Fault Fault,
    int Chunks,
    int PromptTokens,
    int CompletionTokens,
    int CachedTokens,
    int ReasoningTokens);
