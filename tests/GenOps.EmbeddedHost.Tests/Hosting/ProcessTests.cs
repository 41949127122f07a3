using GenOps.EmbeddedHost.Tests.Support;

namespace GenOps.EmbeddedHost.Tests.Hosting;

public sealed class ProcessTests : IDisposable
{
    private const string AnyPort = "--ASPNETCORE_URLS=http://127.0.0.1:0";

    private readonly TempFolder _folder = new();

    public ProcessTests()
    {
        _folder.Write("host.json", """{ "version": "2.0" }""");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_OptionsInvalid_ExitsWithOneLineEach()
    {
        using var process = SampleProcess.Start(_folder.Path, AnyPort, "--Sample:Items=77", "--Sample:Workers=0");

        Assert.Equal(1, await process.ExitCodeAsync());
        var lines = (await process.Errors).TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.All(lines, static line => Assert.StartsWith("error: ", line, StringComparison.Ordinal));
        Assert.Contains("'Items'", lines[0], StringComparison.Ordinal);
        Assert.Contains("'Workers'", lines[1], StringComparison.Ordinal);
        Assert.Equal("", process.Output);
    }

    [Fact]
    public async Task Run_SettingsFileMalformed_ExitsWithOneLine()
    {
        _folder.Write("local.settings.json", "{");
        using var process = SampleProcess.Start(_folder.Path, AnyPort);

        Assert.Equal(1, await process.ExitCodeAsync());
        Assert.Equal($"error: {_folder.Path}/local.settings.json: not valid JSON at line 1, byte 2.", (await process.Errors).TrimEnd());
    }

    [Fact]
    public async Task Run_AddressInUse_ExitsWithOneLine()
    {
        using var first = SampleProcess.Start(_folder.Path, AnyPort);
        var address = (await first.ListeningAsync()).GetLeftPart(UriPartial.Authority);

        using var second = SampleProcess.Start(_folder.Path, $"--ASPNETCORE_URLS={address}");

        Assert.Equal(1, await second.ExitCodeAsync());
        Assert.Equal($"error: Failed to bind to address {address}: address already in use.", (await second.Errors).TrimEnd());
    }

    [Fact]
    public async Task Run_UnexpectedException_KeepsItsStack()
    {
        using var process = SampleProcess.Start(_folder.Path, AnyPort, "--Sample:FailsAtStart=true");

        Assert.NotEqual(0, await process.ExitCodeAsync());
        var errors = await process.Errors;
        Assert.Contains("InvalidOperationException: A fault of the code.", errors, StringComparison.Ordinal);
        Assert.Contains("LastWords.StartAsync", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Run_Signalled_AnswersTheCallInFlightAndExitsWithZero(string signal)
    {
        using var process = SampleProcess.Start(_folder.Path, AnyPort);
        using var client = new HttpClient { BaseAddress = await process.ListeningAsync() };
        var body = new HeldContent();
        var call = client.PostAsync("/api/echo", body);
        await process.LineWithAsync("echo started");

        await process.SignalAsync(signal);
        await process.LineWithAsync("shutting down");
        body.Finish("held over");

        using var response = await call;
        Assert.Equal("held over", await response.Content.ReadAsStringAsync());
        Assert.Equal(0, await process.ExitCodeAsync());
        Assert.Matches("(?s)echo answered.*service stopped", process.Output);
        Assert.Equal("", await process.Errors);
    }

    /// <summary>A request body that is sent when the test says so.</summary>
    private sealed class HeldContent : HttpContent
    {
        private readonly TaskCompletionSource<string> _text = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Finish(string text) => _text.SetResult(text);

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.FlushAsync();
            using var writer = new StreamWriter(stream, leaveOpen: true);
            await writer.WriteAsync(await _text.Task);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
