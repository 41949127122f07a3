namespace GenOps.Core.Wire;

/// <summary>
/// Why a request is refused as <c>invalid_request</c>: the offending parameter, or null when the body as a whole is wrong, and a sentence
/// for the caller that never quotes a prompt.
/// </summary>
public sealed record RequestFault(string? Param, string Message);
