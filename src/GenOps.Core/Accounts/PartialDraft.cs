using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <summary>What one transaction adds to one share of a roll-up or session.</summary>
internal sealed class PartialDraft(PartialBook.Partial partial)
{
    private readonly long[] _latency = new long[LatencyHistogram.BucketCount];
    private readonly Dictionary<string, Tally> _byModel = new(StringComparer.Ordinal);
    private Tally _sum;
    private DateTimeOffset _lastAt;

    public PartialBook.Partial Partial { get; } = partial;

    public int Index { get; set; }

    public Row? Written { get; private set; }

    public void Add(EntryRow entry)
    {
        Add(entry.Model, Tally.Of(entry), entry.At);
        if (entry.Status is EntryStatus.Succeeded or EntryStatus.Cut)
        {
            _latency[LatencyHistogram.BucketOf(entry.ProviderMicroseconds)]++;
        }
    }

    public void AddRefusals(string? model, long count, DateTimeOffset at) => Add(model, new Tally { Refusals = count }, at);

    public RowChange ToChange()
    {
        Written = Partial.Current switch
        {
            RollupRow row => row with { Tally = row.Tally + _sum, Latency = row.Latency.Merge(_latency) },
            SessionPartialRow row => row with
            {
                ByModel = Merge(row.ByModel),
                Latency = row.Latency.Merge(_latency),
                LastAt = _lastAt > row.LastAt ? _lastAt : row.LastAt,
            },
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no share of a sum."),
        };
        return RowChange.Put(Written, Partial.ETag);
    }

    private void Add(string? model, in Tally tally, DateTimeOffset at)
    {
        _sum += tally;
        _lastAt = at > _lastAt ? at : _lastAt;
        if (Partial.Empty is SessionPartialRow)
        {
            var name = model ?? string.Empty;
            _byModel[name] = _byModel.GetValueOrDefault(name) + tally;
        }
    }

    private Dictionary<string, Tally> Merge(IReadOnlyDictionary<string, Tally> before)
    {
        var merged = new Dictionary<string, Tally>(before, StringComparer.Ordinal);
        foreach (var (model, tally) in _byModel)
        {
            merged[model] = merged.GetValueOrDefault(model) + tally;
        }

        return merged;
    }
}
