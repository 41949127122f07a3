namespace GenOps.Core.Tenants.Documents;

/// <summary>What an installation allows in tenant documents.</summary>
public sealed record DocumentOptions
{
    /// <summary>Whether webhook_url may be http, for receivers on a laptop; default false.</summary>
    public bool AllowHttpWebhooks { get; init; }
}
