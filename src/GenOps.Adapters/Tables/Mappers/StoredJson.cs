using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;

namespace GenOps.Adapters.Tables.Mappers;

/// <summary>JSON of what has no columns of its own.</summary>
/// <remarks>A member that this version does not know is refused on reading: it may be a limit that a newer version enforces.</remarks>
[JsonSerializable(typeof(TenantDocument))]
[JsonSerializable(typeof(IReadOnlyList<DeclaredScope>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, Tally>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    private static readonly StoredJson Strict = new(new JsonSerializerOptions
    {
        Converters = { new JsonStringEnumConverter<PolicyMode>() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    });

    public static void Write<TValue>(IColumnWriter columns, string name, TValue value) => columns.LongColumn(
        name, JsonSerializer.Serialize(value, typeof(TValue), Strict));

    public static TValue Read<TValue>(ColumnReader columns, string name)
        where TValue : class
    {
        try
        {
            return JsonSerializer.Deserialize(columns.LongColumn(name), typeof(TValue), Strict) as TValue ?? throw columns.Unreadable(name);
        }
        catch (JsonException exception)
        {
            throw columns.Unreadable(name, exception);
        }
    }
}
