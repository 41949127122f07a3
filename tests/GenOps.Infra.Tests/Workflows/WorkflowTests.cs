namespace GenOps.Infra.Tests.Workflows;

/// <summary>The workflows restrict themselves, hold no secret, and run what is there.</summary>
public sealed class WorkflowTests
{
    private const string Integration = ".github/workflows/ci.yml";
    private const string Deployment = ".github/workflows/deploy.yml";

    public static TheoryData<string> Files => [.. Repository.Files(".github/workflows", "*.yml")];

    public static TheoryData<string, string, string, string> Faults => new()
    {
        { Integration, "permissions:\n  contents: read\n", "", "permissions are not restricted" },
        { Deployment, "id-token: write", "packages: write", "not needed: packages: write" },
        { Deployment, "${{ vars.AZURE_CLIENT_ID }}", "${{ secrets.CLIENT_SECRET }}", "a long-lived secret: secrets.CLIENT_SECRET" },
        { Integration, "actions/checkout@v5", "actions/checkout@main", "actions/checkout@main is not pinned" },
        { Integration, "actions/setup-node@v5", "somebody/setup-node@v5", "somebody/setup-node@v5 is not pinned" },
        { Integration, "persist-credentials: false", "persist-credentials: true", "leaves its token" },
        { Deployment, "infra/deploy.sh \"$RESOURCE_GROUP\"", "infra/deploy.sh ${{ inputs.parameters }}", "put together from an expression" },
        { Integration, "infra/smoke.sh", "infra/smokes.sh", "infra/smokes.sh does not exist" },
        { Integration, "GenOps.Functions.sln", "Other.sln", "Other.sln does not exist" },
        { Integration, "timeout-minutes: 15", "continue-on-error: false", "has no time limit" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Workflow_AsCommitted_KeepsEveryRule(string file) => Assert.Empty(WorkflowRules.Violations(Workflow.Load(file)));

    [Theory]
    [MemberData(nameof(Faults))]
    public void WorkflowRules_Fault_IsNamed(string file, string sound, string faulty, string words)
    {
        var text = Repository.Read(file);
        Assert.Contains(sound, text, StringComparison.Ordinal);

        var violations = WorkflowRules.Violations(Workflow.Parse(text.Replace(sound, faulty, StringComparison.Ordinal)));

        Assert.Contains(violations, violation => violation.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Integration_TestCommand_IsTheGatesOwn()
    {
        Assert.Contains("dotnet test GenOps.Functions.sln", Repository.Read(".ci/run"), StringComparison.Ordinal);
        Assert.Contains("dotnet test GenOps.Functions.sln", Workflow.Load(Integration).Commands);
    }

    [Fact]
    public void Integration_GenuineSdk_IsBuiltPublishedRunAndTried()
    {
        var commands = string.Join('\n', Workflow.Load(Integration).Commands);

        Assert.Contains(
            "dotnet build src/GenOps.Functions.Azure.slnf --configuration Release -p:FunctionsHost=azure", commands, StringComparison.Ordinal);
        Assert.Contains("dotnet publish src/GenOps.Functions --configuration Release --output .genops/publish\n", commands, StringComparison.Ordinal);
        Assert.Contains("--output .genops/scheduler -p:DurableBackend=scheduler", commands, StringComparison.Ordinal);
        Assert.Contains("func start --script-root src/GenOps.Functions", commands, StringComparison.Ordinal);
        Assert.Contains("infra/smoke.sh http://127.0.0.1:7071", commands, StringComparison.Ordinal);
    }

    [Fact]
    public void Deployment_SignIn_IsByFederatedCredentialOfAnEnvironment()
    {
        var workflow = Workflow.Load(Deployment);
        var job = workflow.Jobs.Single().Value;
        var login = workflow.Steps.Single(step =>
            Workflow.Value(step, "uses")?.StartsWith("azure/login@", StringComparison.Ordinal) == true);
        var inputs = Workflow.Section(login, "with")!.Children.Select(entry => entry.Key.ToString());

        Assert.Equal("${{ inputs.environment }}", Workflow.Value(job, "environment"));
        Assert.Equal("write", Workflow.Value(Workflow.Section(job, "permissions")!, "id-token"));
        Assert.Equal(["client-id", "tenant-id", "subscription-id"], inputs);
    }
}
