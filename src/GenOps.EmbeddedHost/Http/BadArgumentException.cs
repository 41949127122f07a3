namespace GenOps.EmbeddedHost.Http;

/// <summary>The request does not hold what a parameter needs; answered 400 with the message.</summary>
internal sealed class BadArgumentException(string message, Exception? innerException = null) : Exception(message, innerException);
