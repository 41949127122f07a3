using GenOps.Core.Ledger;
using GenOps.Core.Sessions;

namespace GenOps.Application.Sessions;

/// <summary>What a session is started with.</summary>
public sealed record NewSession
{
    /// <summary>Name for people, at most <see cref="SessionLimits.MaxNameLength"/> characters.</summary>
    public string? Name { get; init; }

    /// <summary>What it is about; a pinned key's team and project must stand in it.</summary>
    public Attribution Attributes { get; init; } = Attribution.None;

    /// <summary>Seconds without a call after which it ends by itself.</summary>
    public int IdleTimeoutSeconds { get; init; } = SessionLimits.DefaultIdleTimeoutSeconds;
}
