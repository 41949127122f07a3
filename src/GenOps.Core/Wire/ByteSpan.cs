namespace GenOps.Core.Wire;

/// <summary>Part of a text, by byte offsets; the default value is no part.</summary>
internal readonly record struct ByteSpan(int Start, int End);
