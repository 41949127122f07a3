using GenOps.Cli.Screens;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GenOps.Cli.Batches;

/// <summary>A batch's progress on standard error: a bar that moves on a terminal, a line for each change elsewhere.</summary>
internal sealed class BatchProgress(CommandContext context)
{
    // Of a long batch that goes into a log, lines this far apart are enough.
    private static readonly TimeSpan LineDistance = TimeSpan.FromSeconds(5);

    private (string Status, bool IsWaiting) _shown;
    private long _shownDone;
    private DateTimeOffset _shownAt;

    /// <summary>Runs <paramref name="look"/>, which shows one state after another.</summary>
    public async Task<BatchState> RunAsync(Func<Action<BatchState, string?>, Task<BatchState>> look)
    {
        if (!context.Notes.Profile.Capabilities.Ansi || context.IsJson)
        {
            return await look(WriteLine);
        }

        return await context.Notes.Live(new Text("")).AutoClear(true).StartAsync(live => look((batch, left) =>
        {
            live.UpdateTarget(Render(batch, left));
            live.Refresh();
        }));
    }

    private void WriteLine(BatchState batch, string? left)
    {
        var now = context.Terminal.Time.GetUtcNow();
        var state = (batch.Status, batch.IsWaiting);
        if (state == _shown && (batch.Done == _shownDone || now - _shownAt < LineDistance))
        {
            return;
        }

        (_shown, _shownDone, _shownAt) = (state, batch.Done, now);
        context.Note($"{batch.Status}: {Pace(batch)} · {Money(batch, left)}");
        if (batch.Waiting(now) is { } waiting)
        {
            context.Note(waiting);
        }
    }

    private Rows Render(BatchState batch, string? left)
    {
        List<IRenderable> rows =
        [
            new Markup($"[bold]{batch.Id}[/] {batch.Status}"),
            new Markup($"{Bar.Markup(batch.Share, "green")} {Markup.Escape(Pace(batch))}"),
            new Markup($"[grey]{Markup.Escape(Money(batch, left))}[/]"),
        ];
        if (batch.Waiting(context.Terminal.Time.GetUtcNow()) is { } waiting)
        {
            rows.Add(new Markup($"[yellow]{Markup.Escape(waiting)}[/]"));
        }

        return new Rows(rows);
    }

    private static string Pace(BatchState batch) =>
        $"{batch.Items} · {batch.Rate}{(batch.Rest is { } span ? $" · done in {Instants.Of(span)}" : "")}";

    private static string Money(BatchState batch, string? left) =>
        $"{batch.Cost}{(left is null ? "" : $" · budget left {Amounts.Plain(left)} USD")}";
}
