using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Loadtest;

namespace GenOps.Cli.Diagnose;

/// <summary>Times of the steps of calls, microseconds, as the app told them.</summary>
internal sealed class StepTimes
{
    private const string Suffix = "_us";
    private const string Provider = "provider";
    private const double MicrosecondsPerMillisecond = 1_000;

    private readonly Dictionary<string, List<long>> _steps = new(StringComparer.Ordinal);
    private readonly List<long> _overhead = [];

    public int Calls => _overhead.Count;

    /// <summary>Everything but the provider; null without a call.</summary>
    public Spread? Overhead => Spread.Of(_overhead);

    /// <summary>The steps in the order in which a call takes them.</summary>
    public IEnumerable<(string Step, bool IsOverhead, Spread Times)> Steps =>
        _steps.Select(static step => (step.Key, step.Key != Provider, Spread.Of(step.Value)!));

    /// <summary>Adds a call's <c>genops</c> object.</summary>
    /// <exception cref="CommandFault">It tells no times.</exception>
    public void Add(JsonElement governed)
    {
        if (governed.Field("diagnostics") is not { ValueKind: JsonValueKind.Object } diagnostics || governed.Number("overhead_ms") is not { } overhead)
        {
            throw new CommandFault("The app's answer has no genops.diagnostics; is the URL right?");
        }

        _overhead.Add((long)(overhead * MicrosecondsPerMillisecond));
        foreach (var step in diagnostics.EnumerateObject().Where(static step => step.Name.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            Times(step.Name[..^Suffix.Length]).Add((long)step.Value.GetDouble());
        }
    }

    private List<long> Times(string step)
    {
        if (!_steps.TryGetValue(step, out var times))
        {
            _steps.Add(step, times = []);
        }

        return times;
    }
}
