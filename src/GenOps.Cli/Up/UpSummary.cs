namespace GenOps.Cli.Up;

/// <summary>What the user needs to make the first call.</summary>
internal sealed record UpSummary(Uri Address, string TenantKey, string AdminKey, string Storage, string Provider, string Profile)
{
    private const string Body = """{"model": "openai/gpt-oss-20b", "messages": [{"role": "user", "content": "Say hello."}]}""";

    public IReadOnlyList<(string Label, string Value)> Rows =>
    [
        ("URL", Address.GetLeftPart(UriPartial.Authority)),
        ("Tenant key", $"{TenantKey}  (tenant {DemoTenant.Name})"),
        ("Admin key", AdminKey),
        ("Storage", Storage),
        ("Provider", Provider),
        ("Profile", Profile),
    ];

    /// <summary>A command for a POSIX shell.</summary>
    public string Curl =>
        $"""
        curl -sS {new Uri(Address, "/v1/chat/completions")} \
          -H 'Authorization: Bearer {TenantKey}' \
          -H 'Content-Type: application/json' \
          -d '{Body}'
        """;
}
