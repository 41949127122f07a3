namespace GenOps.Core.Sessions;

/// <summary>Whether a session takes calls.</summary>
public enum SessionState
{
    /// <summary>There is none with this id, or it belongs to another tenant or lies outside the key's pins.</summary>
    Unknown,

    /// <summary>It takes calls.</summary>
    Active,

    /// <summary>It was ended, or was idle for too long.</summary>
    Ended,
}
