namespace GenOps.Core.Tests.Accounts.Simulation;

internal sealed class PromiseBrokenException(string message) : Exception(message);
