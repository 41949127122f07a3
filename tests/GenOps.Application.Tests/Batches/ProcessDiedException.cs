namespace GenOps.Application.Tests.Batches;

/// <summary>The process that did this is no more.</summary>
internal sealed class ProcessDiedException : Exception
{
    public ProcessDiedException()
        : base("The process died here.")
    {
    }
}
