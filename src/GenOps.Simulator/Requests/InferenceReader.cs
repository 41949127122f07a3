using System.Runtime.InteropServices;
using System.Text.Json;

namespace GenOps.Simulator;

/// <summary>Reads a request's bytes once, front to back, without building a document.</summary>
internal ref struct InferenceReader
{
    private const int MaximumChoices = 128;
    private const int MaximumDimensions = 8192;
    private const int MaximumLogprobs = 20;

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
        var name = _reader.GetString();
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        switch (name)
        {
            case "model": _call.Model = _modelNames.Intern(ref _reader); break;
            case "messages" when _call.Endpoint == InferenceEndpoint.Chat: ReadMessages(); break;
            case "prompt" when _call.Endpoint == InferenceEndpoint.Completion: ReadInputs(); break;
            case "input" when _call.Endpoint == InferenceEndpoint.Embedding: ReadInputs(); break;
            case "stream": _call.IsStream = _reader.GetBoolean(); break;
            case "stream_options": ReadStreamOptions(); break;
            case "max_tokens" or "max_completion_tokens": ReadMaxTokens(name); break;
            case "n": _call.Choices = _reader.ReadInteger(name, 1, MaximumChoices); break;
            case "best_of": _call.BestOf = _reader.ReadInteger(name, 1, MaximumChoices); break;
            case "dimensions": _call.Dimensions = _reader.ReadInteger(name, 1, MaximumDimensions); break;
            case "encoding_format": _call.IsBase64 = _reader.ValueTextEquals("base64"u8); break;
            case "logprobs": ReadLogprobs(); break;
            case "user": _user = _reader.SkipValue(); break;
            case "tools": _tools = _reader.SkipValue(); break;
            case "tool_choice": _toolChoice = _reader.SkipValue(); break;
            case "response_format": _responseFormat = _reader.SkipValue(); break;
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
            var name = _call.Endpoint switch
            {
                InferenceEndpoint.Chat => "messages",
                InferenceEndpoint.Completion => "prompt",
                _ => "input",
            };
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
        ForgetInputs();
        var start = (int)_reader.TokenStartIndex;
        _reader.Expect(JsonTokenType.StartArray, "messages");
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            _reader.Expect(JsonTokenType.StartObject, "messages");
            ReadMessage();
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

            var value = _reader.SkipValue();
            content = isContent ? value : content;
        }

        AddInput(_body[content].Length);
        _lastInput = isUser ? content : _lastInput;
    }

    /// <summary>A text, an array of texts, an array of tokens, or an array of such arrays.</summary>
    private void ReadInputs()
    {
        ForgetInputs();
        _lastInput = _reader.SkipValue();
        var raw = _body[_lastInput];
        _call.InputBytes += raw.Length;
        var reader = new Utf8JsonReader(raw);
        var root = JsonElement.ParseValue(ref reader);
        var isMany = root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 && root[0].ValueKind != JsonValueKind.Number;
        foreach (var input in isMany ? root.EnumerateArray().ToArray() : [root])
        {
            var text = JsonMarshal.GetRawUtf8Value(input);
            _call.InputSeeds.Add(DeterministicHash.Of(text));
            AddInput(text.Length);
        }
    }

    /// <summary>Of two properties with the same name the last one counts, as JSON readers have it.</summary>
    private readonly void ForgetInputs()
    {
        _call.InputCount = 0;
        _call.InputBytes = 0;
        _call.RuleTokens = 0;
        _call.InputSeeds.Clear();
    }

    /// <summary>One message, prompt or embedding input, by the default rule of counting.</summary>
    private readonly void AddInput(int contentBytes)
    {
        _call.RuleTokens += ((contentBytes + 3) / 4) + 4;
        _call.InputCount++;
    }

    private void ReadStreamOptions()
    {
        _reader.Expect(JsonTokenType.StartObject, "stream_options");
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

    private void ReadMaxTokens(string name) => _call.MaxTokens = Math.Max(_call.MaxTokens, _reader.ReadInteger(name, 1, int.MaxValue));

    private void ReadLogprobs() => _call.Logprobs = _reader.TokenType switch
    {
        JsonTokenType.True => LogprobsStyle.OpenAi,
        JsonTokenType.False => LogprobsStyle.None,
        _ => _reader.ReadInteger("logprobs", 0, MaximumLogprobs) > 0 ? LogprobsStyle.Together : LogprobsStyle.None,
    };
}
