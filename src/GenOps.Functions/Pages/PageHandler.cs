using GenOps.Application.Calls;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Pages;

/// <summary>Brings files of the pages to browsers.</summary>
public sealed class PageHandler
{
    private const string AssetFolder = "assets/";

    private readonly PageFiles _files;
    private readonly RequestIds _ids;

    internal PageHandler(PageFiles files, RequestIds ids) => (_files, _ids) = (files, ids);

    internal IResult Page(string name) =>
        new PageResult(_files.Find(name) ?? throw new InvalidOperationException($"The app was built without {name}."));

    internal IResult Asset(HttpRequest request, string? name)
    {
        if (_files.Find(AssetFolder + name) is { } file)
        {
            return new PageResult(file);
        }

        var requestId = _ids.Assign(request.HttpContext.Response);
        return new OpenAiErrorResult(new CallError(ErrorCode.NotFound, "There is no such file. See /dashboard and /reference."), requestId);
    }
}
