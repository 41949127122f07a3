namespace GenOps.Functions.Http;

/// <summary>How an error looks in HTTP.</summary>
internal readonly record struct ErrorShape(int Status, string Code, string Type);
