namespace GenOps.Core.Tenants.Documents;

/// <summary>What reading gave: a document or at least one fault.</summary>
/// <typeparam name="TDocument">What is read.</typeparam>
/// <param name="Document">The document; null when there is a fault.</param>
/// <param name="Faults">Everything that is wrong, in the order of the document.</param>
public sealed record DocumentReading<TDocument>(TDocument? Document, IReadOnlyList<DocumentFault> Faults)
    where TDocument : class;
