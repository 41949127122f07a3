using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Http;

/// <summary>A request with the administrator's key, and the usual refusals of one.</summary>
internal readonly record struct AdminRequest(HttpRequest Http, string Actor, string RequestId)
{
    public IResult NotFound(string detail) => Problem(StatusCodes.Status404NotFound, "not_found", detail);

    public IResult Invalid(string detail, IReadOnlyList<KeyValuePair<string, string>> faults) =>
        Problem(StatusCodes.Status400BadRequest, "invalid_request", detail, faults);

    public IResult TooLarge(string detail) => Problem(StatusCodes.Status413PayloadTooLarge, "request_too_large", detail);

    public IResult Problem(int status, string code, string detail, IReadOnlyList<KeyValuePair<string, string>>? faults = null) =>
        new ProblemResult(status, code, detail, RequestId, faults);
}
