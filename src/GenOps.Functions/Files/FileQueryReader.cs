using GenOps.Application.Calls;
using GenOps.Application.Files;
using GenOps.Core.Files;
using GenOps.Core.Reports;
using GenOps.Functions.Reports;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Files;

/// <summary>Reads which files are asked for: <c>after</c>, <c>limit</c>, <c>purpose</c>, <c>order</c>.</summary>
internal static class FileQueryReader
{
    /// <summary>The query; the first thing wrong with it is the error.</summary>
    public static CallError? Read(HttpRequest request, Pins pins, out FileQuery query)
    {
        var reader = new QueryReader(request.Query);
        var limit = (int)reader.Number("limit", FileLimits.DefaultPageRows, 1, FileLimits.MaxPageRows);
        var after = reader.Text("after");
        var purpose = reader.Text("purpose");
        var order = reader.Text("order");
        if (after is not null && !FileIds.IsValid(after))
        {
            reader.Fail("after", "'after' must be the id of a file.");
        }

        if (purpose is not null && FilePurposes.Find(purpose) is null)
        {
            reader.Fail("purpose", "'purpose' must be batch, batch-api or batch_output.");
        }

        if (order is not (null or "asc" or "desc"))
        {
            reader.Fail("order", "'order' must be asc or desc.");
        }

        query = new FileQuery(pins, limit) { After = after, Purpose = FilePurposes.Find(purpose), OldestFirst = order == "asc" };
        return reader.Error;
    }
}
