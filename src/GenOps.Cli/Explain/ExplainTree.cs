using System.Globalization;
using GenOps.Cli.Books;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Money;
using Spectre.Console;

namespace GenOps.Cli.Explain;

/// <summary>An explanation for people: hold, attempts, entries, fold.</summary>
internal static class ExplainTree
{
    private const double MicrosecondsPerMillisecond = 1_000;

    public static Tree Of(Explanation told)
    {
        var tree = new Tree(Markup.Escape($"Request {told.Request.RequestId} of {told.Tenant}: {Usd(told.CostNanoUsd)} USD"));
        Add(tree, $"{(told.Request.BatchId is null ? "came in" : "its batch came in")} {At(told.Request.CameAt)}");
        Add(tree, $"charged to {Charged(told.First)}");
        EntryRow? before = null;
        foreach (var entry in told.Entries)
        {
            AddEntry(Add(tree, Title(entry.Row)), entry, before);
            before = entry.Row;
        }

        foreach (var fold in told.Folds)
        {
            AddFold(Add(tree, $"fold of {Iso(fold.Day)}, {BudgetPath.Display(fold.Path)}"), fold);
        }

        return tree;
    }

    private static string Title(EntryRow row) => row.Kind switch
    {
        EntryKind.Adjustment => $"adjustment: {row.Reason}",
        EntryKind.InDoubt => "in doubt after a crash: what a lease still held when its instance was gone",
        EntryKind.InDoubtRelease => $"late settlement of attempt {row.Attempt}: what was entered as in doubt is released",
        _ => $"attempt {row.Attempt}: {row.Kind.ToString().ToLowerInvariant()} with {row.Model}, {Ended(row.Status)}",
    };

    private static void AddEntry(TreeNode node, ExplainedEntry entry, EntryRow? before)
    {
        var row = entry.Row;

        // A hold serves again after an attempt that is proven free, if the next needs as much.
        var isKept = before is { Status: EntryStatus.Failed } && before.HeldNanoUsd == row.HeldNanoUsd && row.BatchId is null;
        Add(node, $"hold   {Usd(row.HeldNanoUsd)}, {(isKept ? "kept from the attempt before" : "the worst case")}, on {BudgetPath.Display(row.Path)}");
        if (row.ProviderMicroseconds + row.OverheadMicroseconds > 0)
        {
            Add(node, row.BatchId is null
                ? $"time   provider {Milliseconds(row.ProviderMicroseconds)}, overhead {Milliseconds(row.OverheadMicroseconds)}, both since the request came in"
                : $"time   provider {Milliseconds(row.ProviderMicroseconds)}");
        }

        if (entry.Arithmetic is { } arithmetic)
        {
            AddPrice(node, row, arithmetic);
        }
        else
        {
            Add(node, $"price  none by tokens: {Why(row)}");
        }

        var flags = (row.Estimated ? ", estimated" : "") + (row.Overage ? ", above its hold (overage)" : "");
        Add(node, $"entry  {row.EntryId} at {At(row.At)}: {Usd(row.CostNanoUsd)}{flags}");
    }

    private static void AddPrice(TreeNode node, EntryRow row, PriceArithmetic arithmetic)
    {
        var price = Add(node, $"price  {row.Model}, version {row.PriceVersion}");
        foreach (var term in arithmetic.Terms)
        {
            Add(price, $"{term.Tokens} {term.Kind} tokens x {Usd(term.NanoUsdPerMillion)} per million");
        }

        Add(price, $"= {arithmetic.ExactNanoUsd} nano-USD, rounded up to {Usd(arithmetic.NanoUsd)}");
        var rest = row.CostNanoUsd - arithmetic.NanoUsd;
        if (rest != 0)
        {
            Add(price, arithmetic.Price.ImageNanoUsd is > 0 and var image && rest > 0 && rest % image == 0
                ? $"+ {rest / image} images x {Usd(image)}"
                : $"the entry says {Usd(row.CostNanoUsd)}, which is {Usd(rest)} more: the row does not follow from its price");
        }
    }

    private static void AddFold(TreeNode node, ExplainedFold fold)
    {
        foreach (var holder in fold.Holders)
        {
            var (granted, settled, folded) = (Usd(holder.GrantedNanoUsd), Usd(holder.SettledNanoUsd), Usd(holder.FoldedNanoUsd));
            Add(node, $"held by {holder.RowKey}: granted {granted}, settled {settled}, folded {folded}");
        }

        Add(node, fold.UnfoldedNanoUsd == 0
            ? "all that was settled is in the windows"
            : $"{Usd(fold.UnfoldedNanoUsd)} is settled and not in the windows yet; rows do not tell of which calls");
        foreach (var window in fold.Windows)
        {
            Add(node, $"window {BudgetPath.Display(window.Path)} {window.Window.Id}: spent {Usd(window.SpentNanoUsd)}, held {Usd(window.HeldNanoUsd)}");
        }

        foreach (var (rollup, tally) in fold.Rollups)
        {
            Add(node, $"roll-up {ScopeRollups.Describe(rollup)}: {Usd(tally.CostNanoUsd)}, {tally.Operations} operations");
        }

        if (fold.Session is { } session)
        {
            Add(node, $"session {session.SessionId}: {Usd(session.Tally.CostNanoUsd)}, {session.Tally.Operations} operations");
        }
    }

    private static string Why(EntryRow row) => row switch
    {
        { Status: EntryStatus.Failed } => "the provider's failure is proven free",
        { Status: EntryStatus.InDoubt } => "the provider may have charged for an answer that never came, so the whole hold counts as spent",
        { Status: EntryStatus.Posted } => "a correction",
        _ => $"version {row.PriceVersion} of {row.Model} is not known here",
    };

    private static string Ended(EntryStatus status) => status switch
    {
        EntryStatus.Succeeded => "answered",
        EntryStatus.Failed => "failed",
        EntryStatus.Cut => "cut off",
        EntryStatus.InDoubt => "in doubt",
        EntryStatus.Posted => "posted",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Charged(EntryRow row)
    {
        (string Name, string? Value)[] known =
        [
            ("user", row.Attribution.User), ("tags", row.Attribution.Tags), ("session", row.SessionId), ("batch", row.BatchId), ("custom_id", row.CustomId),
        ];
        var rollup = ScopeRollups.Describe(RollupKey.Of(row.Day, row.Attribution, model: null));
        return string.Join(", ", known.Where(static part => part.Value is not null).Select(static part => $"{part.Name}={part.Value}").Prepend(rollup));
    }

    private static TreeNode Add(IHasTreeNodes parent, string line) => parent.AddNode(Markup.Escape(line));

    private static string Usd(long nanoUsd) => UsdText.Format(nanoUsd);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string At(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Milliseconds(long microseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{microseconds / MicrosecondsPerMillisecond:0.000} ms");
}
