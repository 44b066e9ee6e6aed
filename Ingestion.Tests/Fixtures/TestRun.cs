using System.Reflection;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Ingestion.Tests.Fixtures.TestRun", "Ingestion.Tests")]

namespace Ingestion.Tests.Fixtures;

/// <summary>
/// Begins with the tests that wait for processes, which others can use the processors beside, and ends the servers after the last test: at the
/// exit of the process it is too late, for the runner gives it a tenth of a second.
/// </summary>
public sealed class TestRun : XunitTestFramework
{
    public TestRun(IMessageSink messages)
        : base(messages)
    {
        // The processes that tests start live for seconds. Counting calls, and compiling a second time what is called often, takes a third of
        // their processor time and comes too late for them.
        Environment.SetEnvironmentVariable("DOTNET_TC_CallCounting", "0");
    }

    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider source, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assembly, source, diagnostics)
    {
        protected override async void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            using AssemblyRunner runner = new(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
            await runner.RunAsync();
        }
    }

    private sealed class AssemblyRunner(
        ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageSink execution, ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, diagnostics, execution, options)
    {
        protected override async Task AfterTestAssemblyStartingAsync()
        {
            await base.AfterTestAssemblyStartingAsync();
            TestCollectionOrderer = new EndToEndFirst(TestCases);
        }

        protected override async Task BeforeTestAssemblyFinishedAsync()
        {
            await PostgresServer.EndAsync();
            TestRunFolder.Delete();
            await base.BeforeTestAssemblyFinishedAsync();
        }
    }

    private sealed class EndToEndFirst(IEnumerable<IXunitTestCase> cases) : ITestCollectionOrderer
    {
        private readonly HashSet<Guid> endToEnd =
            [.. cases.Where(IsEndToEnd).Select(test => test.TestMethod.TestClass.TestCollection.UniqueID)];

        public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
            testCollections.OrderByDescending(collection => endToEnd.Contains(collection.UniqueID));

        private static bool IsEndToEnd(IXunitTestCase test) =>
            test.Traits.TryGetValue("Category", out List<string>? categories) && categories.Contains("EndToEnd");
    }
}
