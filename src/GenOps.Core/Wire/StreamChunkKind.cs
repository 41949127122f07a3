namespace GenOps.Core.Wire;

/// <summary>What the data of one event of a stream is. The first that applies, in this order.</summary>
public enum StreamChunkKind
{
    /// <summary>The end of the stream, <c>[DONE]</c>.</summary>
    Done,

    /// <summary>Not one well-formed JSON object.</summary>
    Malformed,

    /// <summary>The provider failed after it had begun to answer.</summary>
    Error,

    /// <summary>At least one choice ends here.</summary>
    Finish,

    /// <summary>Choices that go on.</summary>
    Content,

    /// <summary>No choices, but usage.</summary>
    UsageOnly,

    /// <summary>Neither choices nor usage, such as a content filter's preamble.</summary>
    Other,
}
