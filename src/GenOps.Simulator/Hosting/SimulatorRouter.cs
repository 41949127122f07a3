using Microsoft.AspNetCore.Http;

namespace GenOps.Simulator;

/// <summary>Sends each request to its handler.</summary>
internal sealed class SimulatorRouter(SimulatorState state)
{
    private readonly InferenceHandler _inference = new(state);
    private readonly BooksHandler _books = new(state);

    public Task HandleAsync(HttpContext context) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("POST", "/v1/chat/completions") => _inference.HandleAsync(context, InferenceEndpoint.Chat),
        ("POST", "/v1/completions") => _inference.HandleAsync(context, InferenceEndpoint.Completion),
        ("POST", "/v1/embeddings") => _inference.HandleAsync(context, InferenceEndpoint.Embedding),
        ("GET", "/v1/models") => ModelList.SendAsync(context),
        ("GET", "/simulator/books") => _books.ReadCallsAsync(context),
        ("GET", "/simulator/unbilled") => _books.ReadUnbilledAsync(context),
        ("DELETE", "/simulator/books") => _books.ClearAsync(context),
        ("GET", "/simulator/settings") => _books.ReadSettingsAsync(context),
        ("PUT", "/simulator/settings") => _books.ReplaceSettingsAsync(context),
        var (method, path) => SimulatorJson.SendProblemAsync(context, StatusCodes.Status404NotFound, $"There is no {method} {path}."),
    };
}
