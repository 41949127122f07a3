using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>Many writers at once: exactly one wins each version, and no change is lost.</summary>
public abstract class ConcurrencyContract(IRowStores stores)
{
    private const int Writers = 32;
    private readonly IRowStore _store = stores.Accounts;
    private readonly string _partition = TestNames.Next();

    [Fact]
    public async Task Commit_ManyInsertTheSameRow_OneWins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () => await _store.CommitAsync(_partition, [RowChange.Insert(new HeadRow(writer, 0))], CancellationToken.None))));

        var winner = Assert.Single(outcomes, outcome => outcome.IsCommitted);
        var stored = await HeadAsync();
        Assert.Equal(winner.ETags[0], stored.ETag);
        Assert.Equal(Array.IndexOf(outcomes, winner), ((HeadRow)stored.Row).LimitsVersion);
    }

    [Fact]
    public async Task Commit_ManyCountUpOneRow_CountsEveryChange()
    {
        const int Each = 5;
        await _store.CommitAsync(_partition, [RowChange.Insert(new HeadRow(0, 0))], CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => CountUpAsync(writer, Each))));

        Assert.Equal(Writers * Each, ((HeadRow)(await HeadAsync()).Row).Recall);
        var entries = await _store.QueryAsync(_partition, "e|", "e}", 1_000, null, CancellationToken.None);
        Assert.Equal(Writers * Each, entries.Rows.Count);
    }

    [Fact]
    public async Task Commit_ManyAppendToOnePartition_LosesNoRow()
    {
        const int Each = 10;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; number < Each; number++)
            {
                var outcome = await _store.CommitAsync(
                    _partition, [RowChange.Insert(RowSamples.Entry((number * Writers) + writer))], CancellationToken.None);
                Assert.True(outcome.IsCommitted);
            }
        })));

        var page = await _store.QueryAsync(_partition, "e|", "e}", 1_000, null, CancellationToken.None);
        Assert.Equal(
            Enumerable.Range(0, Writers * Each).Select(number => RowSamples.Entry(number).RowKey), page.Rows.Select(row => row.Row.RowKey));
    }

    // Each success leaves an entry in the same transaction, so a lost or doubled success shows.
    private async Task CountUpAsync(int writer, int times)
    {
        for (var done = 0; done < times;)
        {
            var head = await HeadAsync();
            var row = (HeadRow)head.Row;
            var outcome = await _store.CommitAsync(
                _partition,
                [RowChange.Insert(RowSamples.Entry((writer * times) + done)), RowChange.Replace(row with { Recall = row.Recall + 1 }, head.ETag)],
                CancellationToken.None);
            done += outcome.IsCommitted ? 1 : 0;
        }
    }

    private async Task<StoredRow> HeadAsync() => (await _store.GetAsync(_partition, HeadRow.Key, CancellationToken.None))!;
}
