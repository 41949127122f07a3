namespace GenOps.Attack.Auditing;

/// <summary>One scope and window as <c>GET /genops/budget</c> shows it.</summary>
internal sealed record ScopeLine(string Scope, string Window, long? LimitNanoUsd, long SpentNanoUsd, long HeldNanoUsd)
{
    /// <summary>Whether an entry is charged to this scope in this window.</summary>
    public bool Contains(LedgerLine entry) => IsInWindow(entry.Day) && IsInScope(entry);

    private bool IsInWindow(DateOnly day)
    {
        var text = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return text.StartsWith(Window, StringComparison.Ordinal);
    }

    private bool IsInScope(LedgerLine entry) => Scope switch
    {
        "tenant" => true,
        ['t', 'e', 'a', 'm', ':', .. var team] => entry.Team == team,
        ['p', 'r', 'o', 'j', 'e', 'c', 't', ':', .. var path] => $"{entry.Team}/{entry.Project}" == path,
        _ => throw new FormatException($"'{Scope}' is no scope."),
    };
}
