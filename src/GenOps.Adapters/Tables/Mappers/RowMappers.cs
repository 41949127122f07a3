using System.Collections.Frozen;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Tables.Mappers;

/// <summary>The mappers of all row types. A new type is a new file beside this one and a line here.</summary>
internal static class RowMappers
{
    public static readonly IReadOnlyList<RowMapper> All =
    [
        AlertRowMapper.Mapper,
        ApiKeyRowMapper.Mapper,
        AuditRowMapper.Mapper,
        ConcurrencyRowMapper.Mapper,
        BatchRowMapper.Mapper,
        ChunkRowMapper.Mapper,
        EntryRowMapper.Mapper,
        FileRowMapper.Mapper,
        HeadRowMapper.Mapper,
        IdempotencyRowMapper.Mapper,
        LeaseRowMapper.Mapper,
        LimitsRowMapper.Mapper,
        PriceRowMapper.Mapper,
        RateMinuteRowMapper.Mapper,
        ReservationRowMapper.Mapper,
        RollupRowMapper.Mapper,
        SessionPartialRowMapper.Mapper,
        SessionRowMapper.Mapper,
        TenantIndexRowMapper.Mapper,
        TenantKeyRowMapper.Mapper,
        WebhookRowMapper.Mapper,
        WebhookSecretRowMapper.Mapper,
        WindowRowMapper.Mapper,
    ];

    private static readonly FrozenDictionary<Type, RowMapper> ByType = All.ToFrozenDictionary(mapper => mapper.RowType);
    private static readonly FrozenDictionary<string, RowMapper> ByName = All.ToFrozenDictionary(mapper => mapper.TypeName);

    public static RowMapper Of(Row row) => ByType.TryGetValue(row.GetType(), out var mapper)
        ? mapper
        : throw new ArgumentException($"No mapper for rows of type {row.GetType().Name}.", nameof(row));

    public static RowMapper? Find(string typeName) => ByName.GetValueOrDefault(typeName);
}
