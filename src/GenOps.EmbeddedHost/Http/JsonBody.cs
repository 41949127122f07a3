using System.Reflection;
using System.Text.Json;
using GenOps.EmbeddedHost.Invocation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace GenOps.EmbeddedHost.Http;

/// <summary>Reads a request's body as JSON, with the options MVC's results are written with.</summary>
internal sealed class JsonBody(IOptions<JsonOptions> options)
{
    internal Func<FunctionContext, ValueTask<object?>> Reader(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var acceptsNull = new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
        return context => ReadAsync((InvocationContext)context, type, acceptsNull);
    }

    private async ValueTask<object?> ReadAsync(InvocationContext context, Type type, bool acceptsNull)
    {
        try
        {
            var value = await JsonSerializer.DeserializeAsync(
                context.Http!.Request.Body, type, options.Value.JsonSerializerOptions, context.CancellationToken);
            return value is not null || acceptsNull ? value : throw new BadArgumentException("The request body must not be null.");
        }
        catch (JsonException malformed)
        {
            throw new BadArgumentException(
                $"The request body is not valid JSON of the expected form (at {malformed.Path ?? "$"}).", malformed);
        }
    }
}
