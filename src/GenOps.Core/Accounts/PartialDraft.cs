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

    public long Refusals { get; private set; }

    public void Add(EntryRow entry)
    {
        var tally = Tally.Of(entry);
        _sum += tally;
        _lastAt = entry.At > _lastAt ? entry.At : _lastAt;
        if (entry.Status is EntryStatus.Succeeded or EntryStatus.Cut)
        {
            _latency[LatencyHistogram.BucketOf(entry.ProviderMicroseconds)]++;
        }

        if (Partial.Empty is SessionPartialRow)
        {
            var model = entry.Model ?? string.Empty;
            _byModel[model] = _byModel.GetValueOrDefault(model) + tally;
        }
    }

    public void AddRefusals(long count)
    {
        Refusals += count;
        _sum += new Tally { Refusals = count };
    }

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
