namespace GenOps.Simulator;

/// <summary>How a call goes wrong. In markers and JSON the names are written in snake case, a status as its number.</summary>
public enum FaultKind
{
    /// <summary>Nothing goes wrong.</summary>
    None,

    /// <summary>An error answer with an HTTP status of 400 to 599.</summary>
    Status,

    /// <summary>The request is read and never answered.</summary>
    Hang,

    /// <summary>TCP reset after the request was read.</summary>
    Reset,

    /// <summary>TCP reset after half the answer, or after the given number of chunks.</summary>
    ResetMidAnswer,

    /// <summary>Status 200 with text that is not JSON.</summary>
    Malformed,

    /// <summary>Status 200 with the first half of the JSON, in an HTTP message that is complete.</summary>
    Truncated,

    /// <summary>The stream ends after the given number of chunks, without finish reason, usage and <c>[DONE]</c>.</summary>
    Cut,

    /// <summary>An error event after the given number of chunks, then the end without <c>[DONE]</c>.</summary>
    StreamError,

    /// <summary>After the given number of chunks nothing more comes, and the connection stays open.</summary>
    Stall,

    /// <summary>The right answer labelled <c>text/html</c>.</summary>
    ContentType,
}
