namespace GenOps.Simulator;

/// <summary>How a call ended.</summary>
public enum CallOutcome
{
    /// <summary>The whole answer was written.</summary>
    Answered,

    /// <summary>The stream was written up to <c>[DONE]</c>.</summary>
    Streamed,

    /// <summary>A fault ended the answer or stream before its end.</summary>
    Cut,

    /// <summary>The client went away first.</summary>
    ClientAborted,

    /// <summary>There was no answer; such a call is in the books only when its behavior says that it is billed.</summary>
    Failed,
}
