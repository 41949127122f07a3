namespace GenOps.Core.Wire;

/// <summary>One event of a stream, or one comment.</summary>
/// <param name="IsComment">True for a line that starts with a colon, such as a keep-alive.</param>
/// <param name="Name">The event's name; empty when it has none. Empty for a comment.</param>
/// <param name="Data">The data, its lines joined by line feeds; the text of a comment. Valid until the parser is called again.</param>
public readonly record struct SseEvent(bool IsComment, string Name, ReadOnlyMemory<byte> Data);
