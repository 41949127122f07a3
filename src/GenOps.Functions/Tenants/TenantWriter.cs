using System.Text.Json;
using GenOps.Application.Audit;
using GenOps.Application.Tenants;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Functions.Tenants;

/// <summary>Lists of the administrative routes as JSON.</summary>
internal static class TenantWriter
{
    public static void WritePage(Utf8JsonWriter json, TenantPage page) => Write(json, page.Tenants, page.NextCursor, view =>
    {
        json.WriteStartObject();
        json.WriteString("tenant", view.Tenant);
        json.WriteString("created_at", view.CreatedAt.UtcDateTime);
        json.WriteString("etag", view.ETag);
        json.WritePropertyName("document");
        TenantDocumentWriter.Write(json, view.Document);
        json.WriteEndObject();
    });

    public static void WritePage(Utf8JsonWriter json, KeyPage page) =>
        Write(json, page.Keys, page.NextCursor, key => ApiKeyWriter.Write(json, key));

    public static void WritePage(Utf8JsonWriter json, AuditPage page) => Write(json, page.Rows, page.NextCursor, row =>
    {
        json.WriteStartObject();
        json.WriteString("id", row.AuditId);
        json.WriteString("at", row.At.UtcDateTime);
        json.WriteString("actor", row.Actor);
        json.WriteString("action", row.Action);
        json.WriteString("target", row.Target);
        WriteState(json, "before", row.Before);
        WriteState(json, "after", row.After);
        json.WriteEndObject();
    });

    private static void WriteState(Utf8JsonWriter json, string name, string? state)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(state ?? "null");
    }

    private static void Write<TItem>(Utf8JsonWriter json, IReadOnlyList<TItem> items, string? nextCursor, Action<TItem> write)
    {
        json.WriteStartObject();
        json.WriteStartArray("data");
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
        json.WriteString("next_cursor", nextCursor);
        json.WriteEndObject();
    }
}
