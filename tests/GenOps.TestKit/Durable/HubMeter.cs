using GenOps.EmbeddedHost.DurableTask;
using GenOps.EmbeddedHost.DurableTask.History;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.TestKit.Durable;

/// <summary>Counts what the durable engine of an app writes to its hub. Safe for concurrent use.</summary>
public sealed class HubMeter
{
    private long _commits;
    private long _historyEvents;
    private long _historyBytes;
    private long _messages;
    private long _messageBytes;
    private int _largestMessageBytes;

    /// <summary>Characters of the largest message, input, output or entity state.</summary>
    public int LargestMessageBytes => Volatile.Read(ref _largestMessageBytes);

    /// <summary>What was counted so far: turns, what orchestrations were told and asked for, messages, and the characters of both.</summary>
    public HubCounts Snapshot() => new(
        Interlocked.Read(ref _commits),
        Interlocked.Read(ref _historyEvents),
        Interlocked.Read(ref _historyBytes),
        Interlocked.Read(ref _messages),
        Interlocked.Read(ref _messageBytes));

    /// <summary>Puts the meter before the hub that the app's settings choose.</summary>
    public void Use(IServiceCollection services) =>
        services.AddSingleton<IHubStore>(provider => new MeteredHub(HubStores.Create(provider), this));

    internal void Count(InstanceCommit commit)
    {
        Interlocked.Increment(ref _commits);
        foreach (var step in commit.NewHistory)
        {
            var turn = HubJson.Read<Turn>(step.Json);
            Interlocked.Add(ref _historyEvents, turn.Inputs.Count + turn.Actions.Count);
            Interlocked.Add(ref _historyBytes, step.Json.Length);
        }

        foreach (var json in commit.AddedOutbox.Select(static message => message.Json).Concat(commit.AddedInbox.Select(static message => message.Json)))
        {
            Count(json);
        }

        Measure(commit.Record.Input);
        Measure(commit.Record.Output);
        Measure(commit.Record.EntityState);
        Measure(commit.Record.CustomStatus);
    }

    internal void Count(string message)
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _messageBytes, message.Length);
        Measure(message);
    }

    private void Measure(string? text)
    {
        var length = text?.Length ?? 0;
        for (var largest = LargestMessageBytes; length > largest; largest = LargestMessageBytes)
        {
            Interlocked.CompareExchange(ref _largestMessageBytes, length, largest);
        }
    }
}
