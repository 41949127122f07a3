using Azure;
using Azure.Data.Tables;
using GenOps.Adapters.Tables.Columns;
using GenOps.Adapters.Tables.Mappers;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Tables;

/// <summary>Rows as entities and back.</summary>
internal static class TableRows
{
    public static TableTransactionAction[] ToActions(string partition, IReadOnlyList<RowChange> changes, string[] keys)
    {
        var actions = new TableTransactionAction[keys.Length];
        for (var index = 0; index < actions.Length; index++)
        {
            actions[index] = ToAction(partition, changes[index], keys[index]);
        }

        return actions;
    }

    /// <exception cref="InvalidDataException">The entity is of no known type, lacks a column, or its columns contradict its key.</exception>
    public static StoredRow ToStored(TableEntity entity)
    {
        var columns = new ColumnReader(entity);
        var mapper = RowMappers.Find(columns.Text(RowMapper.TypeColumn)) ?? throw columns.Unreadable(RowMapper.TypeColumn);
        var row = mapper.Read(columns);
        if (row.RowKey != entity.RowKey || entity.Timestamp is not { } timestamp)
        {
            throw columns.Unreadable(nameof(entity.RowKey));
        }

        return new StoredRow(row, entity.ETag.ToString(), timestamp);
    }

    private static TableTransactionAction ToAction(string partition, in RowChange change, string key) => change.Kind switch
    {
        RowChangeKind.Insert => new(TableTransactionActionType.Add, ToEntity(partition, key, change.Row)),
        RowChangeKind.Replace => new(TableTransactionActionType.UpdateReplace, ToEntity(partition, key, change.Row), new ETag(change.ETag!)),
        RowChangeKind.Delete => new(TableTransactionActionType.Delete, new TableEntity(partition, key), new ETag(change.ETag!)),
        var unknown => throw new ArgumentOutOfRangeException(nameof(change), unknown, "No such change."),
    };

    private static TableEntity ToEntity(string partition, string key, Row row)
    {
        var entity = new TableEntity(partition, key);
        var mapper = RowMappers.Of(row);
        entity[RowMapper.TypeColumn] = mapper.TypeName;
        mapper.Write(row, new EntityWriter(entity));
        return entity;
    }
}
