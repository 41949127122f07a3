namespace GenOps.Attack.Hostile;

/// <summary>A route with a body that it takes; the fuzzer spoils it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Route.</param>
/// <param name="Body">A good body.</param>
/// <param name="IsAdmin">Whether it needs the administrator's key.</param>
internal sealed record Target(string Method, string Path, string Body, bool IsAdmin = false)
{
    private const string Chat = """{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"Hi"}],"max_tokens":5,"n":1,"stream":false,"metadata":{"team":"a"}}""";

    /// <summary>Every parser that a stranger's bytes reach.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new("POST", "v1/chat/completions", Chat),
        new("POST", "v1/completions", """{"model":"openai/gpt-oss-20b","prompt":["Hi","Ho"],"max_tokens":5,"best_of":1}"""),
        new("POST", "v1/embeddings", """{"model":"openai/gpt-oss-20b","input":["Hi"]}"""),
        new("POST", "v1/batches", """{"input_file_id":"file-1","endpoint":"/v1/chat/completions","completion_window":"24h","metadata":{"a":"b"},"genops":{"chunk_size":5}}"""),
        new("POST", "v1/files", "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.jsonl\"\r\n\r\n{\"custom_id\":\"1\"}\r\n--b--\r\n"),
        new("POST", "genops/sessions", """{"name":"s","team":"a","idle_timeout_seconds":60}"""),
        new("POST", "genops/estimate", """{"operations":[{"model":"openai/gpt-oss-20b","input_tokens":10,"max_tokens":5,"count":2}]}"""),
        new("POST", "genops/recommend", """{"use_case":"code_generation","complexity":"low","budget_usd_per_call":"0.01","min_context_length":1000,"needs":["code"]}"""),
        new("POST", "genops/analysis", """{"operations_per_day":10,"input_tokens":100,"output_tokens":50,"model":"openai/gpt-oss-20b","days":30}"""),
        new("PUT", "genops/tenants/fuzzed", """{"policy":"enforced","daily_limit_usd":"1.00","teams":{"a":{"daily_limit_usd":null,"projects":{"b":{}}}},"alerts":{"thresholds":[0.5]}}""", IsAdmin: true),
        new("POST", "genops/tenants/tenant-1/keys", """{"team":"a","name":"n","expires_at":"2099-01-01T00:00:00Z"}""", IsAdmin: true),
        new("POST", "genops/tenants/tenant-1/adjustments", """{"amount_usd":"0.000000001","reason":"r","date":"2026-01-01"}""", IsAdmin: true),
        new("PUT", "genops/prices", """{"model":"a/b","input_usd_per_million":"1","output_usd_per_million":"1","effective_from":"2099-01-01"}""", IsAdmin: true),
    ];

    /// <summary>What names the body's kind.</summary>
    public string ContentType => Path == "v1/files" ? "multipart/form-data; boundary=b" : "application/json";
}
