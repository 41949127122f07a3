namespace GenOps.Cli.Books;

/// <summary>Where the books are, as given.</summary>
/// <param name="Connection">A connection string; null when none was given.</param>
/// <param name="DataFolder">The folder of an <c>up</c> that may be running.</param>
internal sealed record BookPlace(string? Connection, string DataFolder);
