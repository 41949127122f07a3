using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GenOps.Application.Audit;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Alerts;
using GenOps.Core.Rows;

namespace GenOps.Application.Alerts;

/// <summary>The secrets that sign notices, one a tenant. Safe for concurrent use; faults of storage are <see cref="RowStoreException"/>.</summary>
public sealed class WebhookSecrets(IRowStores stores, AuditTrail audit, WebhookKey key, TimeProvider time)
{
    private const int SaltBytes = 32;
    private const int Attempts = 10;

    /// <summary>Makes a new secret; the answer is the only place where it is shown. Null when there is no such tenant.</summary>
    public async Task<string?> RotateAsync(string tenant, string actor, CancellationToken cancellationToken)
    {
        if (await stores.Accounts.GetAsync(tenant, LimitsRow.Key, cancellationToken) is not { Row: LimitsRow { Deleted: false } })
        {
            return null;
        }

        await audit.WriteAsync(actor, "webhook_secret.rotate", $"tenants/{tenant}", before: null, after: null, cancellationToken);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var old = await stores.Accounts.GetAsync(tenant, WebhookSecretRow.Key, CancellationToken.None);
            var row = New();
            if ((await stores.Accounts.CommitAsync(tenant, [RowChange.Put(row, old?.ETag)], CancellationToken.None)).IsCommitted)
            {
                return key.SecretOf(tenant, row.Salt);
            }
        }

        throw new RowStoreException(RowStoreFault.Unavailable, $"The webhook secret of {tenant} changed each time it was to be replaced.");
    }

    /// <summary>The <c>x-genops-signature</c> of a notice: HMAC-SHA256 over <c>timestamp.id.body</c>, in hex.</summary>
    public static string Sign(string secret, long timestamp, string webhookId, string body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{timestamp}.{webhookId}.{body}"))));

    /// <summary>The secret; made when there is none yet, so that no notice goes out unsigned.</summary>
    internal async Task<string> GetAsync(string tenant, CancellationToken cancellationToken)
    {
        if (await stores.Accounts.GetAsync(tenant, WebhookSecretRow.Key, cancellationToken) is { Row: WebhookSecretRow known })
        {
            return key.SecretOf(tenant, known.Salt);
        }

        await stores.Accounts.CommitAsync(tenant, [RowChange.Insert(New())], cancellationToken);
        return await stores.Accounts.GetAsync(tenant, WebhookSecretRow.Key, cancellationToken) is { Row: WebhookSecretRow made }
            ? key.SecretOf(tenant, made.Salt)
            : throw new RowStoreException(RowStoreFault.Unavailable, $"{tenant} has no webhook secret.");
    }

    private WebhookSecretRow New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes)), time.GetUtcNow());
}
