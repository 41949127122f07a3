using System.Net;
using Azure.Identity;
using GenOps.Adapters.Tests.Storage;
using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Tests.Tables;

/// <summary>What each answer or failure of the service tells the caller, and that no commit is ever sent twice.</summary>
public sealed class TableFaultTests
{
    private static readonly RowChange[] Changes = [RowChange.Insert(RowSamples.Entry(1)), RowChange.Insert(RowSamples.Entry(2))];

    [Theory]
    [InlineData(429, "TooManyRequests", RowStoreFault.Throttled)]
    [InlineData(503, "ServerBusy", RowStoreFault.Throttled)]
    [InlineData(503, "SomethingElse", RowStoreFault.Unknown)]
    [InlineData(500, "InternalError", RowStoreFault.Unknown)]
    [InlineData(500, "OperationTimedOut", RowStoreFault.Unknown)]
    [InlineData(502, "BadGateway", RowStoreFault.Unknown)]
    [InlineData(504, "GatewayTimeout", RowStoreFault.Unknown)]
    [InlineData(408, "RequestTimeout", RowStoreFault.Unknown)]
    [InlineData(400, "InvalidInput", RowStoreFault.Unavailable)]
    [InlineData(401, "AuthenticationFailed", RowStoreFault.Unavailable)]
    [InlineData(403, "AuthorizationFailure", RowStoreFault.Unavailable)]
    [InlineData(404, "TableNotFound", RowStoreFault.Unavailable)]
    [InlineData(409, "TableBeingDeleted", RowStoreFault.Unavailable)]
    [InlineData(413, "RequestBodyTooLarge", RowStoreFault.TooLarge)]
    [InlineData(400, "EntityTooLarge", RowStoreFault.TooLarge)]
    [InlineData(400, "PropertyValueTooLarge", RowStoreFault.TooLarge)]
    public async Task Commit_Refused_ThrowsTheKindOnceSent(int status, string code, RowStoreFault expected)
    {
        foreach (var answer in (Func<int, string, HttpResponseMessage>[])[TableAnswers.Error, TableAnswers.FailedChange])
        {
            using var handler = new AnsweringHandler(_ => answer(status, code));

            Assert.Equal(expected, (await CommitFaultAsync(handler)).Kind);
            Assert.Equal(1, handler.Requests);
        }
    }

    [Theory]
    [InlineData(409, "EntityAlreadyExists")]
    [InlineData(412, "UpdateConditionNotSatisfied")]
    [InlineData(412, "ConditionNotMet")]
    [InlineData(404, "ResourceNotFound")]
    [InlineData(404, "EntityNotFound")]
    public async Task Commit_RowNotAsDemanded_IsAConflictOnceSent(int status, string code)
    {
        using var handler = new AnsweringHandler(_ => TableAnswers.FailedChange(status, code));

        var outcome = await TableAnswers.Stores(handler).Accounts.CommitAsync("p", Changes, CancellationToken.None);

        Assert.False(outcome.IsCommitted);
        Assert.Equal(1, handler.Requests);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, RowStoreFault.Unavailable)]
    [InlineData(HttpRequestError.NameResolutionError, RowStoreFault.Unavailable)]
    [InlineData(HttpRequestError.SecureConnectionError, RowStoreFault.Unavailable)]
    [InlineData(HttpRequestError.ProxyTunnelError, RowStoreFault.Unavailable)]
    [InlineData(HttpRequestError.ResponseEnded, RowStoreFault.Unknown)]
    [InlineData(HttpRequestError.InvalidResponse, RowStoreFault.Unknown)]
    [InlineData(HttpRequestError.Unknown, RowStoreFault.Unknown)]
    public async Task Commit_NetworkFails_IsUnavailableOnlyWhenNothingWasSent(HttpRequestError error, RowStoreFault expected)
    {
        using var handler = new AnsweringHandler(_ => throw new HttpRequestException(error, "Said by the test."));

        Assert.Equal(expected, (await CommitFaultAsync(handler)).Kind);
        Assert.Equal(1, handler.Requests);
    }

    [Fact]
    public async Task Commit_NoToken_IsUnavailable()
    {
        using var handler = new AnsweringHandler(_ => throw new CredentialUnavailableException("Said by the test."));

        Assert.Equal(RowStoreFault.Unavailable, (await CommitFaultAsync(handler)).Kind);
    }

    public static TheoryData<string> UnreadableAnswers => ["", "not a multipart answer", "--b\r\n\r\n--b--\r\n"];

    [Theory]
    [MemberData(nameof(UnreadableAnswers))]
    public async Task Commit_AnswerUnreadable_IsUnknown(string body)
    {
        using var handler = new AnsweringHandler(_ => TableAnswers.Multipart(body, "b"));

        Assert.Equal(RowStoreFault.Unknown, (await CommitFaultAsync(handler)).Kind);
    }

    [Fact]
    public async Task Commit_AnswerOfAnotherStatus_IsUnknown()
    {
        using var handler = new AnsweringHandler(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") });

        Assert.Equal(RowStoreFault.Unknown, (await CommitFaultAsync(handler)).Kind);
    }

    [Fact]
    public async Task Commit_Fault_DoesNotShowTheRows()
    {
        using var handler = new AnsweringHandler(_ => TableAnswers.Error(403, "AuthorizationFailure"));

        Assert.Equal("A transaction failed (Unavailable): 403 AuthorizationFailure", (await CommitFaultAsync(handler)).Message);
    }

    [Theory]
    [InlineData(503, "ServerBusy", RowStoreFault.Throttled)]
    [InlineData(429, "TooManyRequests", RowStoreFault.Throttled)]
    [InlineData(500, "InternalError", RowStoreFault.Unavailable)]
    [InlineData(504, "GatewayTimeout", RowStoreFault.Unavailable)]
    public async Task Read_Refused_IsTriedAgainThenThrowsTheKind(int status, string code, RowStoreFault expected)
    {
        using var handler = new AnsweringHandler(_ => TableAnswers.Error(status, code));
        var store = TableAnswers.Stores(handler, readRetries: 1).Accounts;

        var get = await Assert.ThrowsAsync<RowStoreException>(async () => await store.GetAsync("p", "a", CancellationToken.None));
        Assert.Equal(2, handler.Requests);
        var query = await Assert.ThrowsAsync<RowStoreException>(async () => await store.QueryAsync("p", "a", "b", 1, null, CancellationToken.None));

        Assert.Equal(4, handler.Requests);
        Assert.Equal([expected, expected], [get.Kind, query.Kind]);
    }

    [Fact]
    public async Task Read_NetworkFails_IsUnavailable()
    {
        using var handler = new AnsweringHandler(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "Said by the test."));

        var exception = await Assert.ThrowsAsync<RowStoreException>(
            async () => await TableAnswers.Stores(handler, readRetries: 1).Accounts.GetAsync("p", "a", CancellationToken.None));

        Assert.Equal(RowStoreFault.Unavailable, exception.Kind);
        Assert.Equal(2, handler.Requests);
    }

    [Fact]
    public async Task Get_TableMissing_IsUnavailableNotNull()
    {
        using var handler = new AnsweringHandler(_ => TableAnswers.Error(404, "TableNotFound"));

        var exception = await Assert.ThrowsAsync<RowStoreException>(
            async () => await TableAnswers.Stores(handler).Accounts.GetAsync("p", "a", CancellationToken.None));

        Assert.Equal(RowStoreFault.Unavailable, exception.Kind);
    }

    [Fact]
    public async Task Query_AnswerWithoutDate_IsUnavailable()
    {
        using var handler = new AnsweringHandler(_ => TableAnswers.Rows(string.Empty, date: null));

        var exception = await Assert.ThrowsAsync<RowStoreException>(
            async () => await TableAnswers.Stores(handler).Accounts.QueryAsync("p", "a", "b", 1, null, CancellationToken.None));

        Assert.Equal(RowStoreFault.Unavailable, exception.Kind);
    }

    [Fact]
    public async Task Query_EmptyPagesWithContinuation_AreReadOn()
    {
        const string Row = """
            {"odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"a","Timestamp":"2026-11-24T07:45:00.1234567Z","Type":"Head",
             "LimitsVersion@odata.type":"Edm.Int64","LimitsVersion":"5","Recall@odata.type":"Edm.Int64","Recall":"6"}
            """;
        var date = new DateTimeOffset(2026, 11, 24, 7, 45, 1, TimeSpan.Zero);
        var answers = new Queue<HttpResponseMessage>(
            [TableAnswers.Rows(string.Empty, date, "0"), TableAnswers.Rows(string.Empty, date, "1"), TableAnswers.Rows(Row, date, "2")]);
        using var handler = new AnsweringHandler(_ => answers.Dequeue());

        var page = await TableAnswers.Stores(handler).Accounts.QueryAsync("p", "a", "b", 10, null, CancellationToken.None);

        Assert.Equal(new Core.Accounts.HeadRow(5, 6), Assert.Single(page.Rows).Row);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 7, 45, 0, TimeSpan.Zero).AddTicks(1_234_567), page.Rows[0].Timestamp);
        Assert.Equal("a", page.Continuation);
        Assert.Equal(date, page.StorageTime);
    }

    private static async Task<RowStoreException> CommitFaultAsync(AnsweringHandler handler) => await Assert.ThrowsAsync<RowStoreException>(
        async () => await TableAnswers.Stores(handler).Accounts.CommitAsync("p", Changes, CancellationToken.None));
}
