using System.Text.Json;

namespace GenOps.Core.Tenants.Documents;

/// <summary>Writes what may be shown of a key as one JSON object.</summary>
public static class ApiKeyWriter
{
    /// <summary>The whole object.</summary>
    public static void Write(Utf8JsonWriter writer, ApiKeyInfo key)
    {
        writer.WriteStartObject();
        WriteMembers(writer, key);
        writer.WriteEndObject();
    }

    /// <summary>The members alone, for an object that says more.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, ApiKeyInfo key)
    {
        writer.WriteString("id", key.Id);
        writer.WriteString("tenant", key.Tenant);
        writer.WriteString("name", key.Name);
        writer.WriteString("team", key.Team);
        writer.WriteString("project", key.Project);
        writer.WriteString("created_at", key.CreatedAt.UtcDateTime);
        WriteInstant(writer, "expires_at", key.ExpiresAt);
        WriteInstant(writer, "revoked_at", key.RevokedAt);
    }

    private static void WriteInstant(Utf8JsonWriter writer, string name, DateTimeOffset? instant)
    {
        if (instant is { } known)
        {
            writer.WriteString(name, known.UtcDateTime);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
