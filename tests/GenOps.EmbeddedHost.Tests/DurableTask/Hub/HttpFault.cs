namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>What becomes of a request.</summary>
internal enum HttpFault
{
    None,
    RequestLost,
    AnswerLost,
}
