using GenOps.Core.Rows;

namespace GenOps.Core.Alerts;

/// <summary>What the secret that signs a tenant's notices is derived with. The secret itself is stored nowhere.</summary>
public sealed record WebhookSecretRow(string Salt, DateTimeOffset CreatedAt) : Row
{
    /// <summary>The key of the one row of a partition.</summary>
    public const string Key = "h";

    /// <inheritdoc/>
    public override string RowKey => Key;
}
