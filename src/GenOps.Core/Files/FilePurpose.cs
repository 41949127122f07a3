namespace GenOps.Core.Files;

/// <summary>What a file is for.</summary>
public enum FilePurpose
{
    /// <summary>Lines of a batch, uploaded; OpenAI's <c>batch</c>.</summary>
    Batch,

    /// <summary>Lines of a batch, uploaded; Together's <c>batch-api</c>.</summary>
    BatchApi,

    /// <summary>What a batch answered or failed with; OpenAI's <c>batch_output</c>.</summary>
    BatchOutput,
}
