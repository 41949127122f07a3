namespace GenOps.Core.Wire;

/// <summary>What became of reading an event.</summary>
public enum SseResult
{
    /// <summary>An event was read; there may be more.</summary>
    Event,

    /// <summary>The bytes so far hold no further event. At the end of the stream: there is none.</summary>
    NeedsMore,

    /// <summary>A line or an event is over its limit. Nothing more can be read.</summary>
    TooLong,
}
