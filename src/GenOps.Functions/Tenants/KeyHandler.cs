using GenOps.Application.Tenants;
using GenOps.Core.Tenants;
using GenOps.Core.Tenants.Documents;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Tenants;

/// <summary>Keys over HTTP.</summary>
public sealed class KeyHandler
{
    private const string Missing = "There is no such tenant or key. See GET /genops/tenants.";

    private const int MaxRequestNameCharacters = 255;

    private readonly AdminGate _gate;
    private readonly KeyAdministration _keys;
    private readonly TimeProvider _time;

    internal KeyHandler(AdminGate gate, KeyAdministration keys, TimeProvider time) => (_gate, _keys, _time) = (gate, keys, time);

    internal Task<IResult> CreateAsync(HttpRequest http, string tenant, CancellationToken cancellationToken) => _gate.RunAsync(http, async request =>
    {
        if (await RequestBody.ReadAsync(http, TenantHandler.MaxBodyBytes, cancellationToken) is not { } body)
        {
            return request.TooLarge($"A request for a key has at most {TenantHandler.MaxBodyBytes} bytes.");
        }

        var reading = NewKeyReader.Read(body, _time.GetUtcNow());
        if (reading.Document is not { } asked)
        {
            return request.InvalidDocument("request for a key", reading.Faults);
        }

        var requestName = http.Headers["Idempotency-Key"].ToString();
        if (requestName.Length > MaxRequestNameCharacters)
        {
            return request.Invalid("The header Idempotency-Key is too long.", [new("Idempotency-Key", $"It may have {MaxRequestNameCharacters} characters.")]);
        }

        return await _keys.CreateAsync(tenant, asked, requestName.Length == 0 ? null : requestName, request.Actor, cancellationToken) switch
        {
            CreateKeyResult.Created created => Created(http.HttpContext.Response, created),
            CreateKeyResult.AlreadyCreated made => request.Problem(
                StatusCodes.Status409Conflict,
                "key_already_created",
                $"An earlier request with this Idempotency-Key made key {made.Info.Id}; its secret is shown once. Revoke it and use another Idempotency-Key if the answer was lost."),
            CreateKeyResult.TenantNotFound => request.NotFound(Missing),
            CreateKeyResult.TooMany full => request.Problem(
                StatusCodes.Status409Conflict, "too_many_keys", $"The tenant has {full.Most} keys, as many as it may have. Revoke one first."),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    });

    internal Task<IResult> GetAsync(HttpRequest http, string tenant, string id, CancellationToken cancellationToken) =>
        _gate.RunAsync(http, async request => await _keys.GetAsync(tenant, id, cancellationToken) is { } key
            ? new JsonAnswer(StatusCodes.Status200OK, json => ApiKeyWriter.Write(json, key))
            : request.NotFound(Missing));

    internal Task<IResult> RevokeAsync(HttpRequest http, string tenant, string id, CancellationToken cancellationToken) =>
        _gate.RunAsync(http, async request => await _keys.RevokeAsync(tenant, id, request.Actor, cancellationToken)
            ? Results.NoContent()
            : request.NotFound(Missing));

    internal Task<IResult> ListAsync(HttpRequest http, string tenant, CancellationToken cancellationToken) => _gate.RunAsync(http, async request =>
    {
        var faults = new List<KeyValuePair<string, string>>();
        var query = PageQuery.Read(http, KeyAdministration.MaxPageRows, static cursor => ApiKey.IsId(cursor), faults);
        if (faults.Count > 0)
        {
            return request.Invalid("The query is not valid.", faults);
        }

        return await _keys.ListAsync(tenant, query.Cursor, query.Limit, cancellationToken) is { } page
            ? new JsonAnswer(StatusCodes.Status200OK, json => TenantWriter.WritePage(json, page))
            : request.NotFound(Missing);
    });

    private static JsonAnswer Created(HttpResponse response, CreateKeyResult.Created created)
    {
        response.Headers.Location = $"/genops/tenants/{created.Info.Tenant}/keys/{created.Info.Id}";
        response.Headers.CacheControl = "no-store";
        return new JsonAnswer(StatusCodes.Status201Created, json =>
        {
            json.WriteStartObject();
            json.WriteString("key", created.Key);
            ApiKeyWriter.WriteMembers(json, created.Info);
            json.WriteEndObject();
        });
    }
}
