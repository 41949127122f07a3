namespace GenOps.Functions.Pages;

/// <summary>A file that browsers get as it is.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="ETag">Changes when its bytes do.</param>
internal sealed record PageFile(ReadOnlyMemory<byte> Content, string ContentType, string ETag);
