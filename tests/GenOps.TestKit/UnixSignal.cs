namespace GenOps.TestKit;

/// <summary>The signals that tests send, with the numbers of Linux.</summary>
public enum UnixSignal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
