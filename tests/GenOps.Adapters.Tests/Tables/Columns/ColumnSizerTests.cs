using GenOps.Adapters.Tables.Columns;
using GenOps.Adapters.Tables.Mappers;
using GenOps.Adapters.Tests.Storage;
using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Tests.Tables.Columns;

/// <summary>The estimate of a transaction is never under what is really sent, and not so far over it that ordinary work is refused.</summary>
public sealed class ColumnSizerTests
{
    private const string Partition = "a tenant; with 'odd' characters %é";

    public static TheoryData<string> Samples => [.. RowSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task PayloadBytes_OneRow_CoversTheRequest(string sample)
    {
        var row = RowSamples.All[sample];

        Assert.True(await SentBytesAsync([RowChange.Insert(row)]) <= EstimateOf([row]));
        Assert.True(await SentBytesAsync([RowChange.Replace(row, "W/\"datetime'2026-11-24T07%3A45%3A00.0000000Z'\"")]) <= EstimateOf([row]));
    }

    [Fact]
    public async Task PayloadBytes_HundredEntries_CoversTheRequestWithinAFewTimes()
    {
        Row[] rows = [.. Enumerable.Range(0, 100).Select(number => RowSamples.Entry(number))];

        var sent = await SentBytesAsync([.. rows.Select(RowChange.Insert)]);

        Assert.InRange(EstimateOf(rows), sent, 3 * sent);
        Assert.True(EstimateOf(rows) < RowLimits.MaxTransactionBytes / 4);
    }

    [Fact]
    public async Task PayloadBytes_EveryCharacter_CoversTheRequest()
    {
        var all = string.Concat(Enumerable.Range(0, 0x10000).Where(code => code is < 0xD800 or > 0xDFFF).Select(code => (char)code));
        foreach (var part in all.Chunk(16_000))
        {
            var row = RowSamples.Entry(1) with { Reason = new string(part) };
            Assert.True(await SentBytesAsync([RowChange.Insert(row)]) <= EstimateOf([row]));
        }
    }

    private static long EstimateOf(IReadOnlyList<Row> rows)
    {
        var sizer = new ColumnSizer();
        foreach (var row in rows)
        {
            sizer.Begin(Partition, row.RowKey);
            RowMappers.Of(row).Write(row, sizer);
            sizer.End(row.RowKey);
        }

        return sizer.PayloadBytes;
    }

    private static async Task<long> SentBytesAsync(IReadOnlyList<RowChange> changes)
    {
        var sent = 0L;
        using var handler = new AnsweringHandler(request =>
        {
            sent = request.Content!.Headers.ContentLength!.Value;
            return TableAnswers.Error(403, "AuthorizationFailure");
        });
        await Assert.ThrowsAsync<RowStoreException>(
            async () => await TableAnswers.Stores(handler).Accounts.CommitAsync(Partition, changes, CancellationToken.None));
        return sent;
    }
}
