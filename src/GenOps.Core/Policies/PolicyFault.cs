namespace GenOps.Core.Policies;

/// <summary>Why a call is not let through, before any money is held.</summary>
/// <param name="Kind">Which kind of rule.</param>
/// <param name="Rule">The rule or attribute, as the tenant document names it.</param>
/// <param name="Message">What was wrong and what to do, in a sentence for the caller.</param>
public sealed record PolicyFault(PolicyFaultKind Kind, string Rule, string Message);
