namespace GenOps.Simulator;

internal sealed record ErrorContent(string Message, string Type, string? Parameter, string? Code);
