using GenOps.Application.Tenants;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Http;

/// <summary>A request with a valid key.</summary>
internal readonly record struct TenantRequest(HttpRequest Http, Caller Caller, string RequestId);
