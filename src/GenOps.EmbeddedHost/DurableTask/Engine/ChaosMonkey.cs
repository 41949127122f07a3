using System.Globalization;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.Hosting;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>
/// What a durable host may do and seldom does: run an activity twice, bring messages of different senders in another order, lose a turn
/// before it is committed.
/// </summary>
internal sealed class ChaosMonkey(int seed, double rate)
{
    internal const string SettingName = "GenOps:EmbeddedHost:Chaos";

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    /// <summary>Reads <c>seed:rate</c>, for instance <c>42:0.1</c>. Null when the setting is not there.</summary>
    internal static ChaosMonkey? Parse(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting))
        {
            return null;
        }

        return setting.Split(':') is [var first, var second]
            && int.TryParse(first, CultureInfo.InvariantCulture, out var seed)
            && double.TryParse(second, CultureInfo.InvariantCulture, out var rate)
            && rate is >= 0 and <= 1
            ? new ChaosMonkey(seed, rate)
            : throw new HostStartupException(
                $"GenOps__EmbeddedHost__Chaos is '{setting}'; it must be seed:rate, a whole number and a share from 0 to 1, like 42:0.1.");
    }

    internal bool Strikes()
    {
        lock (_gate)
        {
            return _random.NextDouble() < rate;
        }
    }

    /// <summary>Mixes the lines of different senders, and keeps each line and starts in front.</summary>
    internal void Shuffle(List<Message> mail)
    {
        if (mail.Count < 2 || !Strikes())
        {
            return;
        }

        var lines = mail.GroupBy(Line).Select(static line => new Queue<Message>(line)).ToList();
        mail.Clear();
        while (lines.Count > 0)
        {
            int index;
            lock (_gate)
            {
                index = lines[0].Peek().Kind == MessageKind.Start ? 0 : _random.Next(lines.Count);
            }

            mail.Add(lines[index].Dequeue());
            if (lines[index].Count == 0)
            {
                lines.RemoveAt(index);
            }
        }
    }

    /// <summary>Messages from one instance keep their order; activities' results, timers and clients promise none.</summary>
    private static string Line(Message message) =>
        message.Kind == MessageKind.Start ? "" : message.Origin == MessageOrigin.Peer ? message.SenderId! : message.Id;
}
