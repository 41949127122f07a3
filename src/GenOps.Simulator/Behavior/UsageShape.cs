namespace GenOps.Simulator;

/// <summary>How usage stands in an answer. What the books say is not touched by it.</summary>
public enum UsageShape
{
    /// <summary>In the answer; in a stream as the last chunk, with empty choices, when the request asks for it.</summary>
    Normal,

    /// <summary>In a stream on the chunk with the finish reason, asked for or not.</summary>
    OnFinish,

    /// <summary>No usage property.</summary>
    Missing,

    /// <summary><c>"usage": null</c>.</summary>
    Null,

    /// <summary>Usage whose details and completion count are null.</summary>
    NullParts,
}
