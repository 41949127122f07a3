using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace GenOps.Simulator;

/// <summary>The simulator's own routes: its books and its settings.</summary>
internal sealed class BooksHandler(SimulatorState state)
{
    private const int DefaultLimit = 1000;
    private const int MaximumLimit = 10_000;

    public Task ReadCallsAsync(HttpContext context)
    {
        var books = state.Books;
        return ReadAsync(context, books.ReadCalls, (entries, next) => new
        {
            calls = entries,
            next_since = next,
            call_count = books.CallCount,
            unbilled_count = books.UnbilledCount,
            dropped_count = books.DroppedCount,
            open_calls = books.OpenCalls,
            maximum_open_calls = books.MaximumOpenCalls,
            totals_by_model = books.TotalsByModel,
        });
    }

    public Task ReadUnbilledAsync(HttpContext context) =>
        ReadAsync(context, state.Books.ReadUnbilled, (entries, next) => new { calls = entries, next_since = next });

    public Task ClearAsync(HttpContext context)
    {
        state.Books.Clear();
        state.Faults.Clear();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public Task ReadSettingsAsync(HttpContext context) => SimulatorJson.SendAsync(context, state.Behavior);

    public async Task ReplaceSettingsAsync(HttpContext context)
    {
        try
        {
            var behavior = await JsonSerializer.DeserializeAsync<SimulatorBehavior>(
                context.Request.Body, SimulatorJson.Options, context.RequestAborted);
            state.Behavior = behavior ?? new SimulatorBehavior();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentOutOfRangeException)
        {
            await SimulatorJson.SendProblemAsync(context, StatusCodes.Status400BadRequest, exception.Message);
            return;
        }

        await ReadSettingsAsync(context);
    }

    /// <summary><c>next_since</c> is null when nothing is left.</summary>
    private static Task ReadAsync<T>(
        HttpContext context, Func<long, int, IReadOnlyList<BookEntry>> read, Func<IReadOnlyList<BookEntry>, long?, T> page)
    {
        if (!TryReadQuery(context, "since", 0, long.MaxValue, out var since)
            || !TryReadQuery(context, "limit", DefaultLimit, MaximumLimit, out var limit))
        {
            return SimulatorJson.SendProblemAsync(
                context, StatusCodes.Status400BadRequest, $"'since' and 'limit' must be integers from 0, 'limit' at most {MaximumLimit}.");
        }

        var entries = read(since, (int)limit);
        return SimulatorJson.SendAsync(context, page(entries, entries.Count == limit && entries.Count > 0 ? entries[^1].Sequence : null));
    }

    private static bool TryReadQuery(HttpContext context, string name, long missing, long maximum, out long value)
    {
        value = missing;
        var text = context.Request.Query[name].ToString();
        return text.Length == 0
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= maximum);
    }
}
