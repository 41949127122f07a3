namespace GenOps.Cli.Verify;

/// <summary>One thing that is wrong.</summary>
/// <param name="Kind">Which rows are the likely cause.</param>
/// <param name="Window">Day or month; null for a session, which has none.</param>
/// <param name="Scope">Scope or session, as people name it.</param>
/// <param name="DifferenceNanoUsd">Entries less what the other side says; for held money, what is held less what holds it.</param>
/// <param name="RowKeys">Keys, or prefixes of keys ending in <c>*</c>, of the rows to look at.</param>
/// <param name="Message">What is wrong, with what amounts, and what to look at.</param>
internal sealed record Finding(
    FindingKind Kind, string? Window, string Scope, long DifferenceNanoUsd, IReadOnlyList<string> RowKeys, string Message);
