using GenOps.Cli.Screens;
using GenOps.Core.Budgets;
using GenOps.Core.Money;
using Spectre.Console;

namespace GenOps.Cli.Verify;

/// <summary>Prints a proof for people: a row a scope and window, then what is wrong.</summary>
internal static class ProofTable
{
    public static void Write(IAnsiConsole console, Proof proof)
    {
        var sheet = new Sheet("Scope", "Window", ">Entries", ">?Roll-ups", ">?Spent", ">?Unfolded", ">Difference", "");
        foreach (var row in proof.Rows)
        {
            sheet.Row(Cells(row));
        }

        sheet.WriteTo(console);
        console.MarkupLineInterpolated($"USD; entries = roll-ups = spent + unfolded. {proof.Entries} entries read.");
        foreach (var row in proof.Rows.Where(static row => row.SessionsNanoUsd is not null))
        {
            var (sessions, rest) = (Usd(row.SessionsNanoUsd!.Value), Usd(row.UnsessionedNanoUsd));
            console.MarkupLineInterpolated(
                $"Of {row.Window.Id}: entries {Usd(row.EntriesNanoUsd)} = sessions {sessions} + unsessioned {rest}: difference {Usd(row.SessionDifference)}.");
        }

        foreach (var row in proof.Rows.Where(static row => row.Verdict is Verdict.Moving))
        {
            console.MarkupLineInterpolated($"{BudgetPath.Display(row.Path)}, {row.Window.Id}: {Usd(row.MovedNanoUsd)} was charged while it was read.");
        }

        foreach (var finding in proof.Findings)
        {
            var of = finding.Window is { } window ? $"{finding.Scope}, {window}" : finding.Scope;
            console.MarkupLineInterpolated($"[red]{of}, off by {Usd(finding.DifferenceNanoUsd)}:[/] {finding.Message}");
        }

        console.MarkupLine(Summary(proof));
    }

    private static Cell[] Cells(ProofRow row) =>
    [
        BudgetPath.Display(row.Path),
        row.Window.Id,
        Usd(row.EntriesNanoUsd),
        Usd(row.RollupsNanoUsd),
        row.SpentNanoUsd is { } spent ? Usd(spent) : "not charged yet",
        Usd(row.UnfoldedNanoUsd),
        Usd(row.LargestDifference),
        new Cell(Name(row.Verdict), IsMarkup: true),
    ];

    private static string Usd(long nanoUsd) => UsdText.Format(nanoUsd);

    private static string Name(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "[green]holds[/]",
        Verdict.Differs => "[red]differs[/]",
        Verdict.Moving => "[yellow]moving[/]",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Summary(Proof proof) => proof.Verdict switch
    {
        Verdict.Holds => "[green]The books hold.[/]",
        Verdict.Differs => "[red]The books do not hold.[/]",
        Verdict.Moving => "[yellow]Not proven: calls were charged while the books were read, each time. Run it again when fewer run.[/]",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
