using System.ClientModel;
using System.Globalization;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

namespace GenOps.Examples;

/// <summary>What the examples share: the client, and what an answer says of its cost.</summary>
internal static class Settings
{
    public const int UsageExitCode = 2;

    /// <summary>OpenAI's client with the two changed lines: address and key.</summary>
    public static ChatClient CreateClient()
    {
        var model = Environment.GetEnvironmentVariable("GENOPS_MODEL") ?? "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo";
        var options = new OpenAIClientOptions { Endpoint = new Uri(Read("GENOPS_URL").TrimEnd('/') + "/v1") };
        return new OpenAIClient(new ApiKeyCredential(Read("GENOPS_KEY")), options).GetChatClient(model);
    }

    /// <summary>The cost that the answer's <c>genops</c> tells, in nano-dollars.</summary>
    public static long CostNanoUsd(ClientResult<ChatCompletion> answer)
    {
        using var body = JsonDocument.Parse(answer.GetRawResponse().Content);
        return body.RootElement.GetProperty("genops").GetProperty("cost_nano_usd").GetInt64();
    }

    /// <summary>An amount as the app writes it: nine decimals, no float.</summary>
    public static string Usd(long nanoUsd) => string.Create(CultureInfo.InvariantCulture, $"{nanoUsd / 1_000_000_000}.{nanoUsd % 1_000_000_000:D9}");

    public static int Usage()
    {
        Console.Error.WriteLine("Say which example: workers [prompts…] or memory [calls].");
        return UsageExitCode;
    }

    private static string Read(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
        {
            return value;
        }

        Console.Error.WriteLine($"Set {name}: GENOPS_URL is the app's address without /v1, GENOPS_KEY a tenant's key.");
        Environment.Exit(UsageExitCode);
        return string.Empty;
    }
}
