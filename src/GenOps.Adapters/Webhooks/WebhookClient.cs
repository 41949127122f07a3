using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using GenOps.Application.Alerts;
using GenOps.Application.Tenants;

namespace GenOps.Adapters.Webhooks;

/// <summary>
/// Sends notices over HTTP. The address is checked when the connection is made, after the name is resolved, so that a name that changes its mind
/// reaches nothing inside; there are no redirects, no proxy and no cookies. Safe for concurrent use.
/// </summary>
internal sealed class WebhookClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TenantOptions _options;
    private readonly HttpClient _client;

    public WebhookClient(TenantOptions options)
    {
        _options = options;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16,
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = Patience,
        };
    }

    /// <summary>As <see cref="WebhookPost"/> says.</summary>
    public async Task<WebhookFault?> PostAsync(WebhookNotice notice, CancellationToken cancellationToken)
    {
        if (notice.Address.Scheme != Uri.UriSchemeHttps && !(_options.AllowHttpWebhooks && notice.Address.Scheme == Uri.UriSchemeHttp))
        {
            return new WebhookFault("The address is not https.", IsFinal: true);
        }

        try
        {
            using var request = Request(notice);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode
                ? null
                : new WebhookFault($"The receiver answered {(int)response.StatusCode}.", response.StatusCode is HttpStatusCode.Gone);
        }
        catch (HttpRequestException exception)
        {
            return new WebhookFault(exception.InnerException is AddressRefusedException refused ? refused.Message : $"No answer: {exception.HttpRequestError}.", IsFinal: false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookFault($"No answer within {Patience.TotalSeconds:0} s.", IsFinal: false);
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage Request(WebhookNotice notice)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(notice.Body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, notice.Address) { Content = content };
        request.Headers.Add("x-genops-id", notice.WebhookId);
        request.Headers.Add("x-genops-timestamp", notice.Timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("x-genops-signature", notice.Signature);
        request.Headers.UserAgent.ParseAdd("GenOps-Webhooks/1.0");
        return request;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
        var allowed = _options.AllowPrivateWebhooks ? addresses : Array.FindAll(addresses, PublicAddresses.IsPublic);

        // One address inside is enough to refuse the name: which one a connection takes is up to whoever answers for it.
        if (allowed.Length == 0 || allowed.Length != addresses.Length)
        {
            throw new AddressRefusedException("The address is not one of the public internet.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class AddressRefusedException(string message) : Exception(message);
}
