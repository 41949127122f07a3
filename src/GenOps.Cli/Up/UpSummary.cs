using System.Text.Json;

namespace GenOps.Cli.Up;

/// <summary>What the user needs to make the first call.</summary>
internal sealed record UpSummary(Uri Address, string TenantKey, string AdminKey, string Storage, string Provider, string Profile)
{
    /// <summary>The model to try things with: one of the cheapest.</summary>
    public const string Model = "openai/gpt-oss-20b";

    private const string Body = $$"""{"model": "{{Model}}", "messages": [{"role": "user", "content": "Say hello."}]}""";

    public IReadOnlyList<(string Label, string Value)> Rows =>
    [
        ("URL", Address.GetLeftPart(UriPartial.Authority)),
        ("Dashboard", $"{Dashboard}  (sign in with one of the keys)"),
        ("Tenant key", $"{TenantKey}  (tenant {DemoTenant.Name})"),
        ("Admin key", AdminKey),
        ("Storage", Storage),
        ("Provider", Provider),
        ("Profile", Profile),
    ];

    private Uri Dashboard => new(Address, "/dashboard");

    /// <summary>In one line, for a program that starts the app.</summary>
    public string Json => JsonSerializer.Serialize(new
    {
        url = Address.GetLeftPart(UriPartial.Authority),
        dashboard = Dashboard,
        tenant = DemoTenant.Name,
        key = TenantKey,
        admin_key = AdminKey,
        storage = Storage,
        provider = Provider,
    });

    /// <summary>A command for a POSIX shell.</summary>
    public string Curl =>
        $"""
        curl -sS {new Uri(Address, "/v1/chat/completions")} \
          -H 'Authorization: Bearer {TenantKey}' \
          -H 'Content-Type: application/json' \
          -d '{Body}'
        """;
}
