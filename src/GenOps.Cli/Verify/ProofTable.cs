using GenOps.Core.Budgets;
using GenOps.Core.Money;
using Spectre.Console;

namespace GenOps.Cli.Verify;

/// <summary>Prints a proof for people: a row a scope and window, then what is wrong.</summary>
internal static class ProofTable
{
    public static void Write(IAnsiConsole console, Proof proof)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(new TableColumn("scope").NoWrap(), new TableColumn("window").NoWrap());
        foreach (var title in (string[])["entries", "roll-ups", "spent", "unfolded", "difference"])
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        }

        table.AddColumn("");
        foreach (var row in proof.Rows)
        {
            table.AddRow([.. Cells(row).Select(Markup.Escape), Name(row.Verdict)]);
        }

        console.Write(table);
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

    private static string[] Cells(ProofRow row) =>
    [
        BudgetPath.Display(row.Path),
        row.Window.Id,
        Usd(row.EntriesNanoUsd),
        Usd(row.RollupsNanoUsd),
        row.SpentNanoUsd is { } spent ? Usd(spent) : "not charged yet",
        Usd(row.UnfoldedNanoUsd),
        Usd(row.LargestDifference),
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
