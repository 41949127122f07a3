using YamlDotNet.Serialization;

namespace GenOps.Infra.Tests.Observability;

/// <summary>infra/observability/rules.yaml. A key that Prometheus does not know fails to load.</summary>
internal sealed class PrometheusRules
{
    public List<RuleGroup> Groups { get; init; } = [];

    public IEnumerable<PrometheusRule> All => Groups.SelectMany(group => group.Rules);

    public static PrometheusRules Load() => new DeserializerBuilder()
        .WithNamingConvention(YamlDotNet.Serialization.NamingConventions.UnderscoredNamingConvention.Instance)
        .WithDuplicateKeyChecking()
        .Build()
        .Deserialize<PrometheusRules>(Repository.Read("infra/observability/rules.yaml"));

    internal sealed class RuleGroup
    {
        public string Name { get; init; } = "";

        public string? Interval { get; init; }

        public List<PrometheusRule> Rules { get; init; } = [];
    }

    internal sealed class PrometheusRule
    {
        public string? Record { get; init; }

        public string? Alert { get; init; }

        public string Expr { get; init; } = "";

        public string? For { get; init; }

        public Dictionary<string, string> Labels { get; init; } = [];

        public Dictionary<string, string> Annotations { get; init; } = [];
    }
}
