using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Screens;

namespace GenOps.Cli.Batches;

/// <summary>A batch as the app tells of it, in words.</summary>
internal sealed class BatchState(JsonElement batch)
{
    private readonly JsonElement _counts = batch.Field("request_counts");
    private readonly JsonElement _governed = batch.Field("genops");

    public JsonElement Json => batch;

    public string Id => batch.Text("id")!;

    public string Status => batch.Text("status")!;

    public bool IsValidating => Status == "validating";

    public bool IsOver => Status is "completed" or "failed" or "expired" or "cancelled";

    public long Total => _counts.Count("total");

    public long Failed => _counts.Count("failed");

    public long Done => _counts.Count("completed") + Failed;

    public double Share => Total == 0 ? 0 : (double)Done / Total;

    public string? OutputFileId => batch.Text("output_file_id");

    public string? ErrorFileId => batch.Text("error_file_id");

    public bool IsWaiting => _governed.Text("waiting_for") is not null && !IsOver;

    /// <summary>Items: how many are done, how many of them failed, how fast.</summary>
    public string Items => $"{Sheet.Count(Done)} of {Sheet.Count(Total)}{(Failed == 0 ? "" : $", {Sheet.Count(Failed)} failed")}";

    public string Rate => FormattableString.Invariant($"{_governed.Number("items_per_second") ?? 0:0.#} items/s");

    /// <summary>Exact cost so far, and what the whole is thought to cost.</summary>
    public string Cost =>
        $"cost {Amounts.Plain(_governed.Text("cost_usd"))} USD"
        + (IsOver ? "" : $" of about {Amounts.Plain(_governed.Text("estimated_cost_usd"))} USD"
            + $" (at worst {Amounts.Plain(_governed.Text("worst_case_cost_usd"))} USD)");

    /// <summary>When the rest is done at the rate so far; null when that can't be told.</summary>
    public TimeSpan? Rest => !IsOver && !IsWaiting && _governed.Number("items_per_second") is > 0 and var rate && Done < Total
        ? TimeSpan.FromSeconds((Total - Done) / rate)
        : null;

    /// <summary>What a paused batch waits for and until when; null when it runs or is over.</summary>
    public string? Waiting(DateTimeOffset now)
    {
        if (!IsWaiting)
        {
            return null;
        }

        var until = _governed.Time("resumes_at") is { } resumes
            ? $" until {Instants.Of(resumes)}{(resumes > now ? $" (in {Instants.Of(resumes - now)})" : "")}"
            : "";
        return _governed.Text("waiting_for") == "budget"
            ? $"Paused: the budget has no room for the next calls. It waits{until} and goes on by itself then, or once the limit is raised."
            : $"Paused: the rate limit is reached. It waits{until} and goes on by itself.";
    }

    /// <summary>What is wrong with the input file, by line.</summary>
    public IEnumerable<string> Faults => batch.Field("errors").Items("data").Select(static fault =>
        $"  {(fault.Text("line") is { } line ? $"line {line}: " : "")}{fault.Text("message")} ({fault.Text("code")})");
}
