using System.Globalization;
using System.Net;
using System.Text;
using Azure.Core.Pipeline;
using GenOps.Adapters.Storage;
using GenOps.Adapters.Tables;

namespace GenOps.Adapters.Tests.Tables;

/// <summary>Stores over <see cref="AnsweringHandler"/>, and answers as table storage words them.</summary>
internal static class TableAnswers
{
    public static TableRowStores Stores(HttpMessageHandler handler, int readRetries = 0) => new(
        StorageConnection.Parse("UseDevelopmentStorage=true"),
        new StorageOptions { ReadRetries = readRetries },
        new HttpClientTransport(handler));

    public static HttpResponseMessage Error(int status, string code) => new((HttpStatusCode)status)
    {
        Content = new StringContent(
            $$"""{"odata.error":{"code":"{{code}}","message":{"lang":"en-US","value":"Said by the test."} } }""", Encoding.UTF8, "application/json"),
    };

    /// <summary>The answer to a transaction that failed at its first change: 202 around the change's own status.</summary>
    public static HttpResponseMessage FailedChange(int status, string code)
    {
        const string Boundary = "batchresponse_1";
        const string Inner = "changesetresponse_1";
        var body = string.Join(
            "\r\n",
            $"--{Boundary}",
            $"Content-Type: multipart/mixed; boundary={Inner}",
            string.Empty,
            $"--{Inner}",
            "Content-Type: application/http",
            "Content-Transfer-Encoding: binary",
            string.Empty,
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Said by the test"),
            "Content-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8",
            string.Empty,
            $$"""{"odata.error":{"code":"{{code}}","message":{"lang":"en-US","value":"0:Said by the test."} } }""",
            $"--{Inner}--",
            $"--{Boundary}--",
            string.Empty);
        return Multipart(body, Boundary);
    }

    public static HttpResponseMessage Multipart(string body, string boundary)
    {
        var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/mixed; boundary={boundary}");
        return new HttpResponseMessage(HttpStatusCode.Accepted) { Content = content };
    }

    public static HttpResponseMessage Rows(string json, DateTimeOffset? date, string? nextRowKey = null)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent($$"""{"value":[{{json}}]}""", Encoding.UTF8, "application/json"),
        };
        response.Headers.Date = date;
        if (nextRowKey is not null)
        {
            response.Headers.Add("x-ms-continuation-NextPartitionKey", "p");
            response.Headers.Add("x-ms-continuation-NextRowKey", nextRowKey);
        }

        return response;
    }
}
