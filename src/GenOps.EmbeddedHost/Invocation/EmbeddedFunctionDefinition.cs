using System.Collections.Immutable;
using System.Reflection;
using GenOps.EmbeddedHost.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>A definition read off a method.</summary>
internal sealed class EmbeddedFunctionDefinition(DiscoveredFunction function) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. function.Method.GetParameters().Select(static parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override string PathToAssembly { get; } = function.Method.Module.FullyQualifiedName;

    public override string EntryPoint { get; } = function.EntryPoint;

    /// <summary>The name, which is unique and, unlike the genuine host's hash, readable.</summary>
    public override string Id { get; } = function.Name;

    public override string Name { get; } = function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = function.Method.GetParameters()
        .SelectMany(
            static parameter => parameter.GetCustomAttributes<BindingAttribute>(),
            static (parameter, binding) => (parameter, binding))
        .ToImmutableDictionary(
            static pair => pair.parameter.Name!,
            static BindingMetadata (pair) => new AttributeBinding(pair.parameter.Name!, pair.binding));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    private sealed class AttributeBinding(string name, BindingAttribute binding) : BindingMetadata
    {
        public override string Name => name;

        public override string Type { get; } = TypeName(binding);

        public override BindingDirection Direction => BindingDirection.In;

        private static string TypeName(BindingAttribute binding)
        {
            var name = binding.GetType().Name.AsSpan();
            if (name.EndsWith(nameof(Attribute)))
            {
                name = name[..^nameof(Attribute).Length];
            }

            return $"{char.ToLowerInvariant(name[0])}{name[1..]}";
        }
    }
}
