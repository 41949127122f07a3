namespace GenOps.Simulator;

internal enum InferenceEndpoint
{
    Chat,
    Completion,
    Embedding,
}
