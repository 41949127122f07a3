using static GenOps.Core.Tests.Wire.Bodies;

namespace GenOps.Core.Tests.Wire;

public sealed class BillingFieldsTests
{
    [Theory]
    [InlineData("\"web_search_options\":{}", "web_search_options")]
    [InlineData("\"w\\u0065b_search_options\":{}", "web_search_options")]
    [InlineData("\"search_parameters\":{\"mode\":\"on\"}", "search_parameters")]
    [InlineData("\"plugins\":[{\"id\":\"web\"}]", "plugins")]
    [InlineData("\"audio\":{\"voice\":\"alloy\"}", "audio")]
    [InlineData("\"prediction\":{\"type\":\"content\",\"content\":\"x\"}", "prediction")]
    [InlineData("\"safety_model\":\"meta-llama/Meta-Llama-Guard-3-8B\"", "safety_model")]
    [InlineData("\"chat_template\":\"{% for i in range(9999) %}x{% endfor %}\"", "chat_template")]
    [InlineData("\"mm_processor_kwargs\":{\"max_pixels\":1}", "mm_processor_kwargs")]
    [InlineData("\"service_tier\":\"priority\"", "service_tier")]
    [InlineData("\"service_tier\":\"flex\"", "service_tier")]
    [InlineData("\"service_tier\":7", "service_tier")]
    [InlineData("\"modalities\":[\"text\",\"audio\"]", "modalities")]
    [InlineData("\"tools\":[{\"type\":\"function\"},{\"type\":\"web_search\"}]", "tools[1].type")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"type\":\"code_interpreter\"}]", "tools[0].type")]
    public void UnpricedField_FieldThatChangesBilling_IsNamed(string property, string expected)
    {
        Assert.Equal(expected, Read(ChatWith(property)).UnpricedField);
    }

    [Theory]
    [InlineData("\"service_tier\":\"auto\"")]
    [InlineData("\"service_tier\":\"default\"")]
    [InlineData("\"modalities\":[\"text\"]")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"parameters\":{\"type\":\"object\"}}},{\"type\":\"custom\"}]")]
    [InlineData("\"store\":true,\"user\":\"u\",\"seed\":1,\"logprobs\":1,\"reasoning_effort\":\"high\",\"echo\":false")]
    [InlineData("\"nested\":{\"audio\":{},\"prediction\":1}")]
    public void UnpricedField_OrdinaryField_IsNull(string properties)
    {
        Assert.Null(Read(ChatWith(properties)).UnpricedField);
    }

    [Theory]
    [InlineData("""{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA=="}}]}""", "messages[1].content")]
    [InlineData("""{"role":"user","content":[{"audio_url":{"url":"https://example.com/a.mp3"}}]}""", "messages[1].content")]
    [InlineData("""{"role":"assistant","audio":{"id":"audio_1"}}""", "messages[1].audio")]
    public void UnpricedField_AudioInAMessage_IsNamed(string message, string expected)
    {
        Assert.Equal(expected, Read($$"""{"model":"m","messages":[{"role":"user","audio":null},{{message}}]}""").UnpricedField);
    }
}
