namespace GenOps.Core.Wire;

/// <summary>What differs between the body a caller sent and the body the provider gets.</summary>
/// <param name="Model">Another model to ask, or null to keep the caller's.</param>
/// <param name="MaxTokens">The bound to fill in when the caller set neither <c>max_tokens</c> nor <c>max_completion_tokens</c>.</param>
public readonly record struct RequestEdits(string? Model = null, int? MaxTokens = null);
