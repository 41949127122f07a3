using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Tenants;

namespace GenOps.Adapters.Tables.Mappers;

/// <summary>JSON of what has no columns of its own.</summary>
/// <remarks>
/// A member that this version does not know is refused on reading: it may be a limit that a newer version enforces. A member that an older
/// version did not write has its default; generated metadata would read it as null or zero, because it always sets init-only members.
/// </remarks>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        Converters = { new JsonStringEnumConverter<PolicyMode>() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static void Write<TValue>(IColumnWriter columns, string name, TValue value) =>
        columns.LongColumn(name, JsonSerializer.Serialize(value, Strict));

    public static TValue Read<TValue>(ColumnReader columns, string name)
        where TValue : class
    {
        try
        {
            return JsonSerializer.Deserialize<TValue>(columns.LongColumn(name), Strict) ?? throw columns.Unreadable(name);
        }
        catch (JsonException exception)
        {
            throw columns.Unreadable(name, exception);
        }
    }
}
