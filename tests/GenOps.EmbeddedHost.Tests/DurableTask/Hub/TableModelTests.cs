using System.Globalization;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Tables;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>Random lives of an instance over a bad network, compared step by step with the hub in memory.</summary>
public sealed class TableModelTests(TableHubFixture hubs) : IDisposable
{
    private const int Steps = 40;

    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly TableHubOptions Quick =
        TableHubFixture.Patient with { Tries = 2, RetryDelay = TimeSpan.FromMilliseconds(1), RestTime = TimeSpan.Zero };

    private readonly FaultyHandler _network = new();
    private int _lastId;

    public void Dispose() => _network.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RandomLife_BadNetwork_IsAsInMemory(int seed)
    {
        var random = new Random(seed);
        var gate = new Lock();
        var store = await hubs.OpenNewAsync(hubs.NewHub(), Quick, _network);
        await using var lease = (await store.TryAcquireAsync(Never))!;
        InstanceSnapshot? before = null;
        for (var step = 0; step < Steps; step++)
        {
            var which = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, step {step}");
            var action = Next(random, before, lease.FencingToken);
            var after = await ApplyAsync(before, action);
            _network.Plan = request =>
            {
                lock (gate)
                {
                    return !FaultyHandler.IsWrite(request) || random.Next(5) > 0 ? HttpFault.None
                        : random.Next(2) == 0 ? HttpFault.RequestLost : HttpFault.AnswerLost;
                }
            };

            var isTrue = true;
            var exception = await Record.ExceptionAsync(async () => isTrue = await action(store));

            _network.Plan = null;
            var seen = await store.LoadAsync("a", Never);
            var isDone = HubSamples.Text(seen) == HubSamples.Text(after);
            Assert.True(isTrue, $"{which}: refused");
            Assert.True(isDone || exception is not null, $"{which}: done, but not there");
            Assert.True(isDone || IsUndone(before, seen), $"{which}: in between");
            before = seen;
            await store.PollArrivalsAsync(Never);
        }

        // What is left of it all: a purge must find every row and every text.
        await store.DeleteAsync("a", Never);
        Assert.Null(await store.LoadAsync("a", Never));
    }

    // A purge whose answer stayed away may have taken the record and left messages.
    private static bool IsUndone(InstanceSnapshot? before, InstanceSnapshot? seen) =>
        HubSamples.Text(before) == HubSamples.Text(seen) || (before?.Record is not null && seen is { Record: null });

    private static async Task<InstanceSnapshot?> ApplyAsync(InstanceSnapshot? before, Func<IHubStore, Task<bool>> action)
    {
        var store = new MemoryHubStore(FilledWith(before), TimeProvider.System);
        await action(store);
        return await store.LoadAsync("a", Never);
    }

    private static MemoryHub FilledWith(InstanceSnapshot? snapshot)
    {
        var hub = new MemoryHub();
        if (snapshot is not null)
        {
            var instance = new MemoryInstance { Record = snapshot.Record };
            instance.History.AddRange(snapshot.History);
            foreach (var message in snapshot.Inbox)
            {
                instance.Inbox.Add(message.Id, message);
            }

            foreach (var message in snapshot.Outbox)
            {
                instance.Outbox.Add(message.Id, message);
            }

            hub.Instances.Add("a", instance);
        }

        return hub;
    }

    private Func<IHubStore, Task<bool>> Next(Random random, InstanceSnapshot? before, long token)
    {
        switch (random.Next(12))
        {
            case 0:
                return static async store =>
                {
                    await store.DeleteAsync("a", Never);
                    return true;
                };
            case 1 or 2:
                var message = HubSamples.Message(NewId("in"), random.Next(3) == 0 ? new string('m', 50_000) : "m");
                return async store =>
                {
                    await store.EnqueueAsync("a", message, Never);
                    return true;
                };
            default:
                var commit = Commit(random, before, token);
                return store => store.CommitAsync(commit, Never);
        }
    }

    private InstanceCommit Commit(Random random, InstanceSnapshot? before, long token)
    {
        var isLong = random.Next(4) == 0;
        var text = random.Next(4) == 0 ? new string('t', random.Next(60_000)) : "t";
        var replaces = before?.Record is not null && random.Next(5) == 0;
        var commit = HubSamples.Commit(
            "a",
            token,
            (int)(before?.Record?.Version ?? 0),
            replaces ? 0 : before?.Record?.HistoryCount ?? 0,
            isLong ? random.Next(80, 130) : random.Next(4),
            isLong ? "t" : text);
        return commit with
        {
            Record = commit.Record with { Input = "i", EntityState = text, Status = random.Next(3) == 0 ? HubStatus.Completed : HubStatus.Running },
            ReplaceHistory = replaces,
            ConsumedInbox = [.. before?.Inbox.Where(_ => random.Next(2) == 0).Select(static message => message.Id) ?? []],
            DoneOutbox = [.. before?.Outbox.Where(_ => random.Next(2) == 0).Select(static message => message.Id) ?? []],
            AddedInbox = [.. Enumerable.Range(0, random.Next(3)).Select(_ => HubSamples.Message(NewId("timer"), text))],
            AddedOutbox = [.. HubSamples.Work(isLong ? random.Next(60) : random.Next(3), text).Select(work => work with { Id = NewId("out") })],
            IsPending = random.Next(2) == 0,
        };
    }

    private string NewId(string prefix) => HubSamples.Id(prefix, ++_lastId);
}
