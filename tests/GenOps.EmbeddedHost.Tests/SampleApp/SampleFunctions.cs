using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.EmbeddedHost.SampleApp;

public static class SampleFunctions
{
    [Function("Hello")]
    public static string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello")] HttpRequest request) => "hello";

    /// <summary>Answers when the request's body ends, so that a test can hold it open over a shutdown.</summary>
    [Function("Echo")]
    public static async Task<string> EchoAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "echo")] HttpRequest request)
    {
        Console.WriteLine("echo started");
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync();
        Console.WriteLine("echo answered");
        return text;
    }
}
