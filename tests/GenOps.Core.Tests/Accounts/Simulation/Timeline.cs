using System.Globalization;

namespace GenOps.Core.Tests.Accounts.Simulation;

/// <summary>The latest events, to show how a promise came to be broken.</summary>
internal sealed class Timeline(Func<TimeSpan> clock)
{
    private const int Kept = 120;

    private readonly Queue<string> _lines = new();

    public void Add(string who, string what)
    {
        _lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{clock().TotalSeconds,10:F3}s  {who,-9} {what}"));
        if (_lines.Count > Kept)
        {
            _lines.Dequeue();
        }
    }

    public override string ToString() => string.Join(Environment.NewLine, _lines);
}
