using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Reports;

/// <summary>A file of CSV, written as it is made.</summary>
internal sealed class CsvResult(string fileName, Func<Stream, CancellationToken, Task> write) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        response.Headers["x-content-type-options"] = "nosniff";
        return write(response.Body, httpContext.RequestAborted);
    }
}
