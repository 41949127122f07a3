using System.CommandLine;
using System.Text.Json;
using GenOps.Application.Storage;
using GenOps.Cli.Books;

namespace GenOps.Cli.Tests.Books;

/// <summary>One run of a command that reads the books, from rows that the test holds.</summary>
internal sealed record BookRun(ExitCode ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonElement.Parse(Output);

    public static Task<BookRun> StartAsync(
        Func<CommandHost, Func<BookPlace, BookStorage>, Command> command, IRowStores stores, params string[] args) =>
        StartAsync(TimeProvider.System, command, stores, args);

    public static async Task<BookRun> StartAsync(
        TimeProvider time, Func<CommandHost, Func<BookPlace, BookStorage>, Command> command, IRowStores stores, params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var host = new CommandHost(new Terminal { Output = output, Error = error, Input = TextReader.Null, Time = time });
        var exitCode = await CommandLine.RunAsync(args, host, command(host, _ => new BookStorage(stores, "rows of a test")));
        return new BookRun(exitCode, PlainText.Of(output.ToString()), PlainText.Of(error.ToString()));
    }
}
