using System.Globalization;
using GenOps.Application.Audit;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Tenants;

/// <summary>The audit trail over HTTP.</summary>
public sealed class AuditHandler
{
    private readonly AdminGate _gate;
    private readonly AuditTrail _audit;

    internal AuditHandler(AdminGate gate, AuditTrail audit) => (_gate, _audit) = (gate, audit);

    internal Task<IResult> ListAsync(HttpRequest http, CancellationToken cancellationToken) => _gate.RunAsync(http, async request =>
    {
        var faults = new List<KeyValuePair<string, string>>();
        var query = PageQuery.Read(http, AuditTrail.MaxPageRows, AuditTrail.IsCursor, faults);
        var from = ReadFrom(http, faults);
        if (faults.Count > 0)
        {
            return request.Invalid("The query is not valid.", faults);
        }

        var page = await _audit.ListAsync(from, query.Cursor, query.Limit, cancellationToken);
        return new JsonAnswer(StatusCodes.Status200OK, json => TenantWriter.WritePage(json, page));
    });

    private static DateTimeOffset? ReadFrom(HttpRequest http, List<KeyValuePair<string, string>> faults)
    {
        var text = http.Query["from"].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from))
        {
            return from;
        }

        faults.Add(new("from", "This must be a UTC date such as 2026-11-24 or an instant such as 2026-11-24T12:00:00Z."));
        return null;
    }
}
