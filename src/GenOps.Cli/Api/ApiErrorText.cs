using System.Text.Json;
using GenOps.Cli.Screens;

namespace GenOps.Cli.Api;

/// <summary>Refusals for people.</summary>
internal static class ApiErrorText
{
    /// <summary>What was wrong; below it, one line each, the budget that refused, or the faults of a document.</summary>
    public static string Of(ApiException refusal)
    {
        string[] facts = refusal.Status == 0 ? [] : [$"{refusal.Status} {refusal.Code}", .. refusal.RequestId is { } id ? [$"request {id}"] : (string[])[]];
        var tail = facts.Length == 0 ? "" : $" ({string.Join(", ", facts)})";
        return string.Join(Environment.NewLine, [refusal.Message + tail, .. Below(refusal.Details)]);
    }

    private static IEnumerable<string> Below(JsonElement details)
    {
        if (details.Field("budget") is { ValueKind: JsonValueKind.Object } budget)
        {
            yield return $"  Budget  {budget.Text("scope")}, {budget.Text("window")}: limit {Amounts.Plain(budget.Text("limit_usd"))} USD";
            yield return $"  Spent   {Amounts.Plain(budget.Text("spent_usd"))} USD, held by running calls {Amounts.Plain(budget.Text("held_usd"))} USD";
            yield return $"  Left    {Amounts.Plain(Left(budget))} USD";
            yield return $"  Needed  {Amounts.Plain(budget.Text("needed_usd"))} USD, what this costs at worst";
            yield return $"  Resets  {(budget.Time("resets_at") is { } reset ? Instants.Of(reset) : "never helps: a single call needs more than the limit")}";
        }

        if (details.Field("provider").Text("message") is { } words)
        {
            yield return $"  Provider  {details.Field("provider").Text("status")}: {Printable.Of(words)}";
        }

        foreach (var fault in details.Items("errors"))
        {
            yield return $"  {fault.Text("path")}: {fault.Text("message")}";
        }
    }

    private static string Left(JsonElement budget) => Amounts.Of(
        Math.Max(0, Amounts.Value(budget.Text("limit_usd")) - Amounts.Value(budget.Text("spent_usd")) - Amounts.Value(budget.Text("held_usd"))));
}
