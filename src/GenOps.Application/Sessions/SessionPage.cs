using GenOps.Core.Sessions;

namespace GenOps.Application.Sessions;

/// <summary>A page of sessions, the newest first. A page may be short, even empty, and still have a cursor to go on with.</summary>
public sealed record SessionPage(IReadOnlyList<SessionView> Sessions, string? NextCursor);
