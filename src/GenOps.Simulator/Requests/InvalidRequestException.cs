namespace GenOps.Simulator;

/// <summary>What a provider answers with 400: the message and the parameter at fault.</summary>
internal sealed class InvalidRequestException(string message, string? parameter) : Exception(message)
{
    public string? Parameter { get; } = parameter;
}
