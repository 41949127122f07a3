using System.Text.Json;
using GenOps.Cli.Api;
using Spectre.Console;

namespace GenOps.Cli;

/// <summary>A list of the app that a command shows, as far as it is wanted.</summary>
/// <param name="Api">The app with the key that opens the list.</param>
/// <param name="Path">The list's route; it may have a query.</param>
/// <param name="What">What its items are.</param>
internal sealed record PagedList(GenOpsApi Api, string Path, string What)
{
    /// <summary>The most that the route gives at once.</summary>
    public int PageRows { get; init; } = 100;

    /// <summary>Shows the first items; a note tells when there are more.</summary>
    public async Task<ExitCode> ShowAsync(CommandContext context, int limit, Action<IAnsiConsole, JsonElement> write, CancellationToken cancellationToken)
    {
        var page = await Api.ListAsync(Path, PageRows, limit, cancellationToken);
        if (page.NextCursor is not null)
        {
            context.Note($"These are the first {limit} {What}; --limit shows more.");
        }

        return context.Show(page.ToJson(), write);
    }
}
