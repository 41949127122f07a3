using GenOps.Core.Rows;

namespace GenOps.Core.Alerts;

/// <summary>The secret that signs a tenant's notices. It has to be kept as it is, since signing needs it.</summary>
public sealed record WebhookSecretRow(string Secret, DateTimeOffset CreatedAt) : Row
{
    /// <summary>The key of the one row of a partition.</summary>
    public const string Key = "h";

    /// <inheritdoc/>
    public override string RowKey => Key;
}
