using System.Text;
using System.Text.Json;
using GenOps.Application.Batches;
using GenOps.Application.Batches.Output;

namespace GenOps.Application.Tests.Batches.Output;

public sealed class BatchLinesTests
{
    [Fact]
    public void Succeeded_AnswerOverLines_IsOneLineOfOpenAisShape()
    {
        var result = BatchLines.Succeeded("line \"1\"\n", "r-1", 200, "{\r\n  \"choices\": [\n \"a\\nb\" ]\n}"u8);

        Assert.Equal(1, result.Count(static value => value is (byte)'\n'));
        Assert.Equal((byte)'\n', result[^1]);
        Assert.Equal(ResultLines.Output, result[0]);
        var json = JsonDocument.Parse(result.AsMemory(1)).RootElement;
        Assert.Equal(["id", "custom_id", "response", "error"], json.EnumerateObject().Select(static field => field.Name));
        Assert.Equal(("batch_req_r-1", "line \"1\"\n"), (json.GetProperty("id").GetString(), json.GetProperty("custom_id").GetString()));
        var response = json.GetProperty("response");
        Assert.Equal((200, "r-1"), (response.GetProperty("status_code").GetInt32(), response.GetProperty("request_id").GetString()));
        Assert.Equal("a\nb", response.GetProperty("body").GetProperty("choices")[0].GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("error").ValueKind);
    }

    [Fact]
    public void Failed_NoAnswer_HasNullResponse()
    {
        Assert.Equal(
            """-{"id":"batch_req_r-2","custom_id":"a","response":null,"error":{"code":"batch_expired","message":"Too late."}}""" + "\n",
            Encoding.UTF8.GetString(BatchLines.Failed("a", "r-2", "batch_expired", "Too late.")));
    }

    [Fact]
    public void Failed_Refusal_KeepsTheResponse()
    {
        var result = BatchLines.Failed("a", "r-3", "provider_rejected", "No.", 400, """{"error":{}}"""u8);

        Assert.Equal(
            """-{"id":"batch_req_r-3","custom_id":"a","response":{"status_code":400,"request_id":"r-3","body":{"error":{}}},"error":{"code":"provider_rejected","message":"No."}}"""
                + "\n",
            Encoding.UTF8.GetString(result));
    }
}
