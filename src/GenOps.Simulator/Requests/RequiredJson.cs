using System.Text.Json;

namespace GenOps.Simulator;

/// <summary>Makes the JSON that a request forces: the arguments of a tool it chose, or what its response_format describes.</summary>
internal static class RequiredJson
{
    private const int MaximumDepth = 16;

    public static void Read(InferenceCall call, ReadOnlySpan<byte> tools, ReadOnlySpan<byte> toolChoice, ReadOnlySpan<byte> responseFormat)
    {
        if (!tools.IsEmpty && !toolChoice.IsEmpty)
        {
            ReadTool(call, Parse(tools, "tools"), Parse(toolChoice, "tool_choice"));
        }
        else if (!responseFormat.IsEmpty)
        {
            ReadFormat(call, Parse(responseFormat, "response_format"));
        }
    }

    private static void ReadTool(InferenceCall call, JsonElement tools, JsonElement toolChoice)
    {
        var isNamed = toolChoice.ValueKind == JsonValueKind.Object;
        var isForced = isNamed || (toolChoice.ValueKind == JsonValueKind.String && toolChoice.ValueEquals("required"));
        if (tools.ValueKind != JsonValueKind.Array || !isForced)
        {
            return;
        }

        var wanted = isNamed ? Find(toolChoice, "function", "name")?.GetString() : null;
        foreach (var tool in tools.EnumerateArray())
        {
            var name = Find(tool, "function", "name")?.GetString();
            if (name is not null && (wanted is null || wanted == name))
            {
                call.ToolName = name;
                call.RequiredJson = Example(Find(tool, "function", "parameters"));
                return;
            }
        }

        throw new InvalidRequestException($"'tool_choice' names '{wanted}', which is none of the tools.", "tool_choice");
    }

    private static void ReadFormat(InferenceCall call, JsonElement format)
    {
        call.RequiredJson = Find(format, "type")?.GetString() switch
        {
            "json_object" => Example(Find(format, "schema")),
            "json_schema" => Example(Find(format, "json_schema", "schema") ?? Find(format, "schema")),
            _ => null,
        };
    }

    private static byte[] Example(JsonElement? schema)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            if (schema is null)
            {
                writer.WriteStartObject();
                writer.WriteString("answer", "simulated");
                writer.WriteEndObject();
            }
            else
            {
                WriteExample(writer, schema.Value, 0);
            }
        }

        return stream.ToArray();
    }

    private static void WriteExample(Utf8JsonWriter writer, JsonElement schema, int depth)
    {
        if (Find(schema, "enum") is { ValueKind: JsonValueKind.Array } values && values.GetArrayLength() > 0)
        {
            values[0].WriteTo(writer);
            return;
        }

        switch (Find(schema, "type") is { ValueKind: JsonValueKind.String } type ? type.GetString() : "string")
        {
            case "object": WriteObject(writer, schema, depth); break;
            case "array": writer.WriteStartArray(); writer.WriteEndArray(); break;
            case "integer" or "number": writer.WriteNumberValue(1); break;
            case "boolean": writer.WriteBooleanValue(true); break;
            case "null": writer.WriteNullValue(); break;
            default: writer.WriteStringValue("simulated"); break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement schema, int depth)
    {
        writer.WriteStartObject();
        if (depth < MaximumDepth && Find(schema, "properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var property in properties.EnumerateObject())
            {
                writer.WritePropertyName(property.Name);
                WriteExample(writer, property.Value, depth + 1);
            }
        }

        writer.WriteEndObject();
    }

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }

    private static JsonElement Parse(ReadOnlySpan<byte> raw, string name)
    {
        try
        {
            var reader = new Utf8JsonReader(raw);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            throw new InvalidRequestException($"'{name}' is not JSON.", name);
        }
    }
}
