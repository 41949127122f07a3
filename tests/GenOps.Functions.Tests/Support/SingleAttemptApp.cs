namespace GenOps.Functions.Tests.Support;

/// <summary>An app that makes one attempt a call, of a second at most.</summary>
public sealed class SingleAttemptApp() : InferenceApp("GenOps:ProviderRetries=0", "GenOps:Provider:AttemptTimeoutSeconds=1");
