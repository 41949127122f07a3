using GenOps.Core.Files;

namespace GenOps.Application.Files;

/// <summary>A page of files.</summary>
/// <param name="Files">The files.</param>
/// <param name="HasMore">Whether there are more after the last one.</param>
public sealed record FilePage(IReadOnlyList<FileRow> Files, bool HasMore);
