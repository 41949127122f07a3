namespace GenOps.Application.Tenants;

/// <summary>Settings of tenants and keys, under <c>GenOps__Tenants__*</c>.</summary>
public sealed record TenantOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "GenOps:Tenants";

    /// <summary>Whether webhook_url may be http, for receivers on a laptop; default false.</summary>
    public bool AllowHttpWebhooks { get; init; }

    /// <summary>
    /// Whether notices may go to this machine and to private networks, for receivers beside the service; default false. A cloud's metadata
    /// service is then within reach of whoever may set a webhook_url.
    /// </summary>
    public bool AllowPrivateWebhooks { get; init; }

    /// <summary>
    /// Keys of a tenant that are not revoked, 1 to 1,000; default 1,000. Two that are made at the same moment may pass it by one.
    /// </summary>
    public int MaxKeysPerTenant { get; init; } = 1_000;
}
