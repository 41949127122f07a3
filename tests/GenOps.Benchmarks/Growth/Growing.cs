namespace GenOps.Benchmarks.Growth;

/// <summary>Something that there can be more of.</summary>
/// <param name="Name">What it is, in the plural.</param>
/// <param name="Size">How much of it is once.</param>
/// <param name="MakeAsync">Makes an instance with so much of it.</param>
/// <param name="Calls">Calls of one turn; few where each call adds to what grows.</param>
internal sealed record Growing(string Name, int Size, Func<int, Task<World>> MakeAsync, int Calls);
