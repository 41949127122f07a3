using System.Buffers.Binary;
using GenOps.Application.Storage;
using GenOps.Core.Audit;
using GenOps.Core.Rows;

namespace GenOps.Application.Audit;

/// <summary>Keeps what administrators did. Safe for concurrent use; faults of storage are <see cref="RowStoreException"/>.</summary>
/// <remarks>
/// A row is written before its act, so that no act is without one. It is taken back when the act is refused after all; when the process dies
/// or storage fails in between it stays, and the version in it tells whether the act happened.
/// </remarks>
public sealed class AuditTrail(IRowStores stores, TimeProvider time)
{
    /// <summary>The actor that stands for the administrator's key.</summary>
    public const string Administrator = "admin";

    /// <summary>Most rows of one page.</summary>
    public const int MaxPageRows = 100;

    // Ulids begin with 0 to 7.
    private const string FirstKey = "0";
    private const string EndKey = "8";

    private readonly Lock _gate = new();
    private readonly IRowStore _store = stores.Directory;
    private DateTimeOffset _latest;

    /// <summary>Whether a text can be a cursor.</summary>
    public static bool IsCursor(string text) => text.Length == 26 && text[0] is >= '0' and <= '7' && Ulid.TryParse(text, out _);

    /// <summary>Writes a row for an act that is about to be done. Before and after are JSON without secrets.</summary>
    public async Task<AuditRow> WriteAsync(
        string actor, string action, string target, string? before, string? after, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = new AuditRow
        {
            AuditId = NextId(now),
            At = now,
            Actor = actor,
            Action = action,
            Target = target,
            Before = before,
            After = after,
        };
        await SureWrites.InsertNewAsync(_store, AuditRow.Partition, row, cancellationToken);
        return row;
    }

    /// <summary>Takes back the row of an act that was refused.</summary>
    public async Task WithdrawAsync(AuditRow row)
    {
        if (await _store.GetAsync(AuditRow.Partition, row.RowKey, CancellationToken.None) is { } stored)
        {
            await _store.CommitAsync(AuditRow.Partition, [RowChange.Delete(stored.Row, stored.ETag)], CancellationToken.None);
        }
    }

    /// <summary>Rows in the order of time, from an instant on.</summary>
    /// <param name="from">Earliest instant; null starts with the first row.</param>
    /// <param name="cursor">From the page before; see <see cref="IsCursor"/>.</param>
    /// <param name="limit">Most rows, 1 to <see cref="MaxPageRows"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<AuditPage> ListAsync(DateTimeOffset? from, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPageRows);
        var first = cursor is null && from is { } instant ? FirstKeyOf(instant) : FirstKey;
        var page = await _store.QueryAsync(AuditRow.Partition, first, EndKey, limit, cursor, cancellationToken);
        return new AuditPage([.. page.Rows.Select(stored => (AuditRow)stored.Row)], page.Continuation);
    }

    // Acts of the same millisecond would sort by chance; those of one process keep their order this way.
    private string NextId(DateTimeOffset now)
    {
        lock (_gate)
        {
            var next = _latest.AddMilliseconds(1);
            _latest = now > next ? now : next;
            return Ulid.NewUlid(_latest).ToString();
        }
    }

    // The lowest id of a millisecond: its 48-bit number and no random bits.
    private static string FirstKeyOf(DateTimeOffset instant)
    {
        const int UlidBytes = 16;
        Span<byte> bytes = stackalloc byte[UlidBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, instant.ToUnixTimeMilliseconds()) << 16);
        return new Ulid(bytes).ToString();
    }
}
