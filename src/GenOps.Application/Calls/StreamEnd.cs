namespace GenOps.Application.Calls;

/// <summary>How a stream ended.</summary>
public enum StreamEnd
{
    /// <summary>Whole: the last chunk carries the cost.</summary>
    Completed,

    /// <summary>The provider broke off; the client was told in the stream.</summary>
    ProviderFailed,

    /// <summary>The client went away or was stuck.</summary>
    ClientGone,

    /// <summary>The entry did not become durable in time; the client was told in the stream.</summary>
    NotDurable,
}
