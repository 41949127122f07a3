using GenOps.Browser.Tests.Support;

[assembly: AssemblyFixture(typeof(BrowserApp))]
