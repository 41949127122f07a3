namespace GenOps.Functions.Tests.Support;

/// <summary>An app that makes one attempt a call.</summary>
public sealed class SingleAttemptApp() : InferenceApp(QuickAccounts.Use, "GenOps:ProviderRetries=0");
