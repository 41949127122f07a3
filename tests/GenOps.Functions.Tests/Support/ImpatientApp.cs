namespace GenOps.Functions.Tests.Support;

/// <summary>An app whose calls hardly wait for money that others hold.</summary>
public sealed class ImpatientApp() : InferenceApp(QuickAccounts.UseImpatient);
