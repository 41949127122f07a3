using System.Text.Json;

namespace GenOps.Simulator;

/// <summary>Reads a request's bytes once, front to back, without building a document.</summary>
internal ref struct InferenceReader
{
    private const int MaximumChoices = 128;

    private readonly ReadOnlySpan<byte> _body;
    private readonly ModelNames _modelNames;
    private readonly InferenceCall _call;
    private Utf8JsonReader _reader;
    private Range _user;
    private Range _lastInput;
    private Range _tools;
    private Range _toolChoice;
    private Range _responseFormat;

    private InferenceReader(ReadOnlySpan<byte> body, InferenceEndpoint endpoint, SimulatorBehavior behavior, ModelNames modelNames)
    {
        _body = body;
        _modelNames = modelNames;
        _call = new InferenceCall { Endpoint = endpoint, Behavior = behavior };
        _reader = new Utf8JsonReader(body);
    }

    /// <exception cref="InvalidRequestException">The request is one that a provider refuses.</exception>
    /// <exception cref="FormatException">A marker in it is wrong.</exception>
    public static InferenceCall Read(
        ReadOnlySpan<byte> body, InferenceEndpoint endpoint, SimulatorBehavior behavior, ModelNames modelNames)
    {
        var reader = new InferenceReader(body, endpoint, behavior, modelNames);
        try
        {
            reader.ReadProperties();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidRequestException("The request body is not a JSON object of the expected types.", null);
        }

        return reader.Finish();
    }

    private void ReadProperties()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidRequestException("The request body must be a JSON object.", null);
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadProperty();
        }

        // Reads to the end, so that text behind the object is an error too.
        while (_reader.Read())
        {
        }
    }

    private void ReadProperty()
    {
        var name = _reader.ValueSpan;
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        switch (name)
        {
            case var _ when name.SequenceEqual("model"u8): _call.Model = _modelNames.Intern(ref _reader); break;
            case var _ when name.SequenceEqual("messages"u8) && _call.Endpoint == InferenceEndpoint.Chat: ReadMessages(); break;
            case var _ when name.SequenceEqual("prompt"u8) && _call.Endpoint == InferenceEndpoint.Completion: ReadInputs(); break;
            case var _ when name.SequenceEqual("input"u8) && _call.Endpoint == InferenceEndpoint.Embedding: ReadInputs(); break;
            case var _ when name.SequenceEqual("stream"u8): _call.IsStream = _reader.GetBoolean(); break;
            case var _ when name.SequenceEqual("stream_options"u8): ReadStreamOptions(); break;
            case var _ when name.SequenceEqual("max_tokens"u8): ReadMaxTokens("max_tokens"); break;
            case var _ when name.SequenceEqual("max_completion_tokens"u8): ReadMaxTokens("max_completion_tokens"); break;
            case var _ when name.SequenceEqual("n"u8): _call.Choices = ReadInteger("n", 1, MaximumChoices); break;
            case var _ when name.SequenceEqual("best_of"u8): _call.BestOf = ReadInteger("best_of", 1, MaximumChoices); break;
            case var _ when name.SequenceEqual("dimensions"u8): _call.Dimensions = ReadInteger("dimensions", 1, 8192); break;
            case var _ when name.SequenceEqual("encoding_format"u8): _call.IsBase64 = _reader.ValueTextEquals("base64"u8); break;
            case var _ when name.SequenceEqual("logprobs"u8): ReadLogprobs(); break;
            case var _ when name.SequenceEqual("user"u8): _user = SkipValue(); break;
            case var _ when name.SequenceEqual("tools"u8): _tools = SkipValue(); break;
            case var _ when name.SequenceEqual("tool_choice"u8): _toolChoice = SkipValue(); break;
            case var _ when name.SequenceEqual("response_format"u8): _responseFormat = SkipValue(); break;
            default: _reader.Skip(); break;
        }
    }

    private InferenceCall Finish()
    {
        if (_call.Model.Length == 0)
        {
            throw new InvalidRequestException("'model' is required.", "model");
        }

        if (_call.InputCount == 0)
        {
            var name = _call.Endpoint switch { InferenceEndpoint.Chat => "messages", InferenceEndpoint.Completion => "prompt", _ => "input" };
            throw new InvalidRequestException($"'{name}' must not be empty.", name);
        }

        var extraBytes = _body[_tools].Length + _body[_responseFormat].Length;
        _call.InputBytes += extraBytes;
        _call.RuleTokens += (extraBytes + 3) / 4;
        _call.Seed = DeterministicHash.Of(_body[_lastInput]);
        _call.User = _user.Equals(default) ? null : JsonSerializer.Deserialize<string>(_body[_user]);
        _call.Behavior = Marker.ApplyFrom(_body[_user], _call.Behavior);
        _call.Behavior = Marker.ApplyFrom(_body[_lastInput], _call.Behavior);
        RequiredJson.Read(_call, _body[_tools], _body[_toolChoice], _body[_responseFormat]);
        return _call;
    }

    private void ReadMessages()
    {
        var start = (int)_reader.TokenStartIndex;
        Expect(_reader.TokenType == JsonTokenType.StartArray, "messages");
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(_reader.TokenType == JsonTokenType.StartObject, "messages");
            ReadMessage();
            _call.InputCount++;
        }

        _call.InputBytes += (int)_reader.BytesConsumed - start;
    }

    private void ReadMessage()
    {
        var isUser = false;
        Range content = default;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = _reader.ValueTextEquals("role"u8);
            var isContent = _reader.ValueTextEquals("content"u8);
            _reader.Read();
            if (isRole)
            {
                isUser = _reader.ValueTextEquals("user"u8);
            }

            var value = SkipValue();
            content = isContent ? value : content;
        }

        _call.RuleTokens += ((_body[content].Length + 3) / 4) + 4;
        _lastInput = isUser ? content : _lastInput;
    }

    /// <summary>A text, an array of texts, an array of tokens, or an array of such arrays.</summary>
    private void ReadInputs()
    {
        _lastInput = _body.Length == 0 ? default : SkipValue();
        var raw = _body[_lastInput];
        _call.InputBytes += raw.Length;
        using var document = ParseDocument(raw);
        var root = document.RootElement;
        var isMany = root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 && root[0].ValueKind != JsonValueKind.Number;
        foreach (var input in isMany ? root.EnumerateArray().ToArray() : [root])
        {
            var text = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(input);
            _call.InputSeeds.Add(DeterministicHash.Of(text));
            _call.RuleTokens += ((text.Length + 3) / 4) + 4;
            _call.InputCount++;
        }
    }

    private void ReadStreamOptions()
    {
        Expect(_reader.TokenType == JsonTokenType.StartObject, "stream_options");
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIncludeUsage = _reader.ValueTextEquals("include_usage"u8);
            _reader.Read();
            if (isIncludeUsage && _reader.TokenType != JsonTokenType.Null)
            {
                _call.IncludesUsage = _reader.GetBoolean();
            }

            _reader.Skip();
        }
    }

    private void ReadMaxTokens(string name) => _call.MaxTokens = Math.Max(_call.MaxTokens, ReadInteger(name, 1, int.MaxValue));

    private void ReadLogprobs() => _call.Logprobs = _reader.TokenType switch
    {
        JsonTokenType.True => LogprobsStyle.OpenAi,
        JsonTokenType.False => LogprobsStyle.None,
        _ => ReadInteger("logprobs", 0, 20) > 0 ? LogprobsStyle.Together : LogprobsStyle.None,
    };

    private int ReadInteger(string name, int minimum, int maximum)
    {
        Expect(_reader.TokenType == JsonTokenType.Number, name);
        return _reader.TryGetInt32(out var value) && value >= minimum && value <= maximum
            ? value
            : throw new InvalidRequestException($"'{name}' must be an integer from {minimum} to {maximum}.", name);
    }

    private Range SkipValue()
    {
        var start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        return start..(int)_reader.BytesConsumed;
    }

    private static JsonDocument ParseDocument(ReadOnlySpan<byte> raw)
    {
        var reader = new Utf8JsonReader(raw);
        return JsonDocument.ParseValue(ref reader);
    }

    private static void Expect(bool isExpected, string name)
    {
        if (!isExpected)
        {
            throw new InvalidRequestException($"'{name}' has the wrong type.", name);
        }
    }
}
