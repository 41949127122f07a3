using System.Reflection;
using GenOps.Application.Telemetry;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Telemetry;

/// <summary>Every name is one that somebody can see, and whatever can be seen has its name in one place.</summary>
public sealed class TelemetryNamesTests
{
    [Fact]
    public async Task Names_AnsweredRefusedFailedAndBatched_AreExactlyThoseEmitted()
    {
        await using var world = await TelemetryWorld.StartAsync();
        var expected = Constants().Order().ToList();

        await world.ChatAsync("Say something.", session: await world.StartSessionAsync(), fallback: "nobody/unknown");
        await world.ChatAsync("Fail. [[sim:fault=400]]", isAnswered: false);
        await world.ChatAsync("Cost more than the budget.", isAnswered: false, maxTokens: 8_000, choices: 128);
        await world.BatchAsync(items: 1);
        await Waiting.UntilAsync(() => world.Receiver.Spans.Any(static span => span.Attributes.ContainsKey(TelemetryNames.BatchId))
            && world.Receiver.Metrics.Any(static metric => metric.Name == TelemetryNames.Refusals));

        Assert.Equal(expected, Emitted(world.Receiver).Distinct().Order());
    }

    private static IEnumerable<string> Constants() => typeof(TelemetryNames)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (string)field.GetRawConstantValue()!);

    private static IEnumerable<string> Emitted(OtlpReceiver receiver)
    {
        foreach (var span in receiver.Spans.Where(static span => span.Scope == TelemetryNames.Source))
        {
            yield return span.Scope;
            yield return span.Attributes[TelemetryNames.ProviderName];
            foreach (var name in span.Attributes.Keys)
            {
                yield return name;
            }
        }

        foreach (var metric in receiver.Metrics.Where(static metric => metric.Scope == TelemetryNames.Source))
        {
            yield return metric.Name;
            foreach (var name in metric.Attributes)
            {
                yield return name;
            }
        }
    }
}
