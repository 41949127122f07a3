using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Options of the worker. Those of the genuine worker that concern its wire protocol do not exist here.</summary>
public class WorkerOptions
{
    /// <summary>
    /// Serializes what passes through triggers other than HTTP. Default: System.Text.Json, names as declared, read in any case.
    /// </summary>
    public ObjectSerializer? Serializer { get; set; }
}
