using GenOps.EmbeddedHost.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.Http;

/// <summary>Answers a request whose function threw. The one place where HTTP functions' exceptions end, and are logged.</summary>
internal sealed partial class HttpFaults(Drain drain, ILogger<HttpFaults> logger)
{
    internal Task AnswerAsync(HttpContext http, string function, Exception exception)
    {
        var status = StatusOf(http, exception);
        switch (status)
        {
            case StatusCodes.Status500InternalServerError:
                FunctionFailed(exception, function);
                break;
            case StatusCodes.Status499ClientClosedRequest:
                CallerLeft(function);
                return Task.CompletedTask;
            default:
                RequestRefused(function, status, exception.Message);
                break;
        }

        if (http.Response.HasStarted)
        {
            // The status is out already: only a broken connection still tells the client that the answer is not whole.
            http.Abort();
            return Task.CompletedTask;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
        return exception is BadArgumentException bad
            ? TypedResults.Problem(bad.Message, statusCode: status).ExecuteAsync(http)
            : Task.CompletedTask;
    }

    private int StatusOf(HttpContext http, Exception exception) => exception switch
    {
        BadArgumentException => StatusCodes.Status400BadRequest,
        BadHttpRequestException bad => bad.StatusCode,
        OperationCanceledException or IOException when http.RequestAborted.IsCancellationRequested =>
            StatusCodes.Status499ClientClosedRequest,
        OperationCanceledException when drain.FunctionsEnding.IsCancellationRequested => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    [LoggerMessage(1, LogLevel.Error, "Function '{Function}' failed.")]
    private partial void FunctionFailed(Exception exception, string function);

    [LoggerMessage(2, LogLevel.Debug, "Function '{Function}' ended because its caller has gone away.")]
    private partial void CallerLeft(string function);

    [LoggerMessage(3, LogLevel.Information, "Function '{Function}' was answered {Status}: {Reason}")]
    private partial void RequestRefused(string function, int status, string reason);
}
