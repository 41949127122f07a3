namespace GenOps.Core.Tenants.Documents;

/// <summary>One thing wrong with a document: where, as a JSON path, and what to do about it in one sentence.</summary>
public sealed record DocumentFault(string Path, string Message);
