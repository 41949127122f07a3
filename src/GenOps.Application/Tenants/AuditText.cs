using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GenOps.Core.Accounts;
using GenOps.Core.Tenants;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Application.Tenants;

/// <summary>Tenants and keys as audit rows show them: complete, but without anything that opens a door.</summary>
internal static class AuditText
{
    /// <summary>A tenant's document with its version; null when there is none in force.</summary>
    public static string? Of(LimitsRow? limits) => limits is null or { Deleted: true } ? null : Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", limits.Version);
        writer.WritePropertyName("document");
        TenantDocumentWriter.Write(writer, WithoutSecrets(limits.Document));
        writer.WriteEndObject();
    });

    /// <summary>A key without its hash.</summary>
    public static string Of(ApiKeyInfo key) => Write(writer => ApiKeyWriter.Write(writer, key));

    // Receivers such as chat rooms put the secret into the path. The fingerprint still shows that it changed.
    private static TenantDocument WithoutSecrets(TenantDocument document)
    {
        if (document.Alerts.WebhookUrl is not { } url)
        {
            return document;
        }

        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)).AsSpan(0, 4));
        var shown = $"{new Uri(url).GetLeftPart(UriPartial.Authority)}/…{fingerprint}";
        return document with { Alerts = document.Alerts with { WebhookUrl = shown } };
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
