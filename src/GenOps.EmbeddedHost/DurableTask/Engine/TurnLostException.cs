namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>Chaos has struck.</summary>
internal sealed class TurnLostException : Exception;
