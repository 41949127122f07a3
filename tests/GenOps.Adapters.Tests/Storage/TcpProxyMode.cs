namespace GenOps.Adapters.Tests.Storage;

internal enum TcpProxyMode
{
    /// <summary>Answers get through.</summary>
    Pass,

    /// <summary>Answers vanish; the client waits.</summary>
    KeepAnswer,

    /// <summary>The client's connection is closed in place of an answer.</summary>
    CloseInsteadOfAnswer,
}
