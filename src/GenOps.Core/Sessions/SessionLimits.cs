namespace GenOps.Core.Sessions;

/// <summary>The named limits of sessions.</summary>
public static class SessionLimits
{
    /// <summary>Characters of a name.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Seconds without a call after which a session ends by itself, unless it says otherwise: 24 hours.</summary>
    public const int DefaultIdleTimeoutSeconds = 86_400;

    /// <summary>The shortest idle timeout.</summary>
    public const int MinIdleTimeoutSeconds = 1;

    /// <summary>The longest idle timeout: 31 days.</summary>
    public const int MaxIdleTimeoutSeconds = 31 * 86_400;

    /// <summary>Rows of a page unless the caller says otherwise.</summary>
    public const int DefaultPageRows = 20;

    /// <summary>Most rows of a page.</summary>
    public const int MaxPageRows = 100;
}
