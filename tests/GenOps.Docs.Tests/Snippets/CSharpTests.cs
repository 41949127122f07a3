using System.Runtime.Loader;
using GenOps.Docs.Tests.Documents;
using GenOps.Docs.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenOps.Docs.Tests.Snippets;

/// <summary>C# of the documents: each block is compiled as a program of its own and run against the app.</summary>
public sealed class CSharpTests(DocsApp app)
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    // What the test itself runs with, OpenAI's package among it.
    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static IEnumerable<TheoryDataRow<string, int>> Blocks => Document.All
        .SelectMany(static document => document.Blocks)
        .Where(static block => block.Language == "csharp")
        .Select(static block => new TheoryDataRow<string, int>(block.Document, block.Line));

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task CSharp_OfADocument_CompilesAndRuns(string name, int line)
    {
        var block = Document.Get(name).Blocks.Single(block => block.Line == line);
        using var assembly = new MemoryStream();
        var result = Compile(block.Text).Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, $"{block}:\n{string.Join('\n', result.Diagnostics)}");
        var tenant = await app.TenantAsync();
        foreach (var (variable, value) in tenant.Environment)
        {
            Environment.SetEnvironmentVariable(variable, value);
        }

        assembly.Position = 0;
        var main = new AssemblyLoadContext(block.ToString(), isCollectible: true).LoadFromStream(assembly).EntryPoint!;
        var exit = main.Invoke(null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);

        Assert.True(exit is null or 0);
        Assert.NotEmpty(await tenant.LedgerAsync());
    }

    [Fact]
    public void CSharp_WithAFault_IsSeen()
    {
        Assert.Contains(Compile("var client = new Nothing();").GetDiagnostics(), static fault => fault.Id == "CS0246");
    }

    private static CSharpCompilation Compile(string text) => CSharpCompilation.Create(
        "snippet",
        [Parse(Usings), Parse(text)],
        References,
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest));
}
