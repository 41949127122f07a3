using GenOps.Application.Tenants;
using GenOps.Core.Tenants.Documents;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Tenants;

/// <summary>Refusals that the routes of tenants and keys share.</summary>
internal static class TenantProblems
{
    public static IResult InvalidDocument(this AdminRequest request, string what, IReadOnlyList<DocumentFault> faults) => request.Invalid(
        faults.Count == 1 ? $"The {what} has a fault; see errors." : $"The {what} has {faults.Count} faults; see errors.",
        [.. faults.Select(fault => new KeyValuePair<string, string>(fault.Path, fault.Message))]);

    public static IResult PreconditionFailed(this AdminRequest request, long? version) => request.Problem(
        StatusCodes.Status412PreconditionFailed,
        "precondition_failed",
        version is { } present
            ? $"The tenant's entity tag is {VersionCondition.TagOf(present)}, which If-Match does not name. Get the document and try again."
            : "There is no such tenant for If-Match to name. Leave the header out to make one.");

    public static IResult Busy(this AdminRequest request)
    {
        request.Http.HttpContext.Response.Headers.RetryAfter = "1";
        return request.Problem(StatusCodes.Status409Conflict, "conflict", "Others changed the account at the same time; nothing happened. Try again.");
    }
}
