using System.Globalization;
using System.Text.Json;
using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>Commits and messages as an engine would make them.</summary>
internal static class HubSamples
{
    internal const int Large = 200_000;

    private static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, 123, TimeSpan.Zero);

    internal static InstanceRecord Record(string id, long version, int historyCount = 0) => new()
    {
        InstanceId = id,
        Name = "Sample",
        Status = HubStatus.Running,
        Version = version,
        HistoryCount = historyCount,
        ExecutionId = "x1",
        CreatedAt = Start,
        UpdatedAt = Start.AddMilliseconds(version),
    };

    /// <summary>The commit that follows version <paramref name="before"/>, with as many new events as given.</summary>
    internal static InstanceCommit Commit(
        string id, long token, long before = 0, int historyBefore = 0, int events = 0, string? text = null) => new()
        {
            Record = Record(id, before + 1, historyBefore + events),
            ExpectedVersion = before == 0 ? null : before,
            FencingToken = token,
            NewHistory = Events(historyBefore, events, text),
            IsPending = true,
        };

    internal static IReadOnlyList<HistoryEvent> Events(int from, int count, string? text = null) =>
        [.. Enumerable.Range(from, count).Select(number => new HistoryEvent(number, "Event", Json(number, text)))];

    internal static HubMessage Message(string id, string? text = null) => new(id, "Raised", Json(0, text), null);

    internal static IReadOnlyList<HubMessage> Messages(int count, string? text = null) =>
        [.. Enumerable.Range(0, count).Select(number => Message(Id("in", number), text))];

    internal static IReadOnlyList<OutboxMessage> Work(int count, string? text = null) => [.. Enumerable.Range(0, count)
        .Select(number => new OutboxMessage(Id("out", number), "Activity", "Call", Json(number, text), Start.AddTicks(number)))];

    internal static string Id(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number:D5}");

    /// <summary>All of a snapshot, so that two can be compared.</summary>
    internal static string Text(InstanceSnapshot? snapshot) => JsonSerializer.Serialize(snapshot);

    internal static string Text(InstanceRecord? record) => JsonSerializer.Serialize(record);

    internal static async Task<List<T>> ListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    private static string Json(int number, string? text) => JsonSerializer.Serialize(new { number, text, quote = "\"é\u4e2d\ud83d\ude00" });
}
