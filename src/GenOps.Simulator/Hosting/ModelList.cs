using Microsoft.AspNetCore.Http;

namespace GenOps.Simulator;

/// <summary>
/// Models to list. Any other name is answered too: which models exist is the business of whoever calls. Together's own client
/// expects a bare array, everybody else OpenAI's list object.
/// </summary>
internal static class ModelList
{
    private const long Created = 1_735_689_600;

    private static readonly (string Id, string Type, int ContextLength)[] Known =
    [
        ("meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo", "chat", 131_072),
        ("meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo", "chat", 131_072),
        ("meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo", "chat", 131_072),
        ("meta-llama/Llama-3.3-70B-Instruct-Turbo", "chat", 131_072),
        ("deepseek-ai/DeepSeek-R1", "chat", 65_536),
        ("Qwen/Qwen2.5-Coder-32B-Instruct", "chat", 32_768),
        ("mistralai/Mixtral-8x7B-Instruct-v0.1", "chat", 32_768),
        ("openai/gpt-oss-20b", "chat", 131_072),
        ("BAAI/bge-base-en-v1.5", "embedding", 512),
    ];

    public static Task SendAsync(HttpContext context)
    {
        var isTogether = context.Request.Headers.UserAgent.ToString().StartsWith("Together/", StringComparison.Ordinal);
        var models = Known.Select(model => new
        {
            id = model.Id,
            @object = "model",
            created = Created,
            owned_by = model.Id.Split('/')[0],
            type = model.Type,
            display_name = model.Id.Split('/')[1],
            organization = model.Id.Split('/')[0],
            context_length = model.ContextLength,
        });
        return isTogether
            ? SimulatorJson.SendAsync(context, models)
            : SimulatorJson.SendAsync(context, new { @object = "list", data = models });
    }
}
