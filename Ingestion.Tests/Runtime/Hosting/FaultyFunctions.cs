using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Ingestion.Tests.Runtime.Hosting;

/// <summary>Functions that no host can run, one fault each.</summary>
[SuppressMessage("Design", "CA1034", Justification = "Functions must be public; each is one case.")]
[SuppressMessage("Maintainability", "CA1052", Justification = "Named in typeof by a test.")]
public static class FaultyFunctions
{
    public static class BadCron
    {
        [Function("BadCron")]
        public static void Run([TimerTrigger("0 */5 * * *")] TimerInfo timer) => _ = timer;
    }

    public static class MissingSetting
    {
        [Function("MissingSetting")]
        public static void Run([TimerTrigger("%NoSuchSetting%")] TimerInfo timer) => _ = timer;
    }

    public static class TwoNames
    {
        [Function("Same")]
        public static void One([ActivityTrigger] string input) => _ = input;

        [Function("same")]
        public static void Two([ActivityTrigger] string input) => _ = input;
    }

    public static class TwoRoutes
    {
        [Function("One")]
        public static void One([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "a/{one:int}")] HttpRequest request) => _ = request;

        [Function("Two")]
        public static void Two([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "A/{two:int}")] HttpRequest request) => _ = request;
    }

    public static class ReservedRoute
    {
        [Function("Reserved")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "admin1/x")] HttpRequest request) => _ = request;
    }

    public static class BadRoute
    {
        [Function("BadRoute")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b")] HttpRequest request) => _ = request;
    }

    public static class BadConstraint
    {
        [Function("BadConstraint")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b:odd}")] HttpRequest request) => _ = request;
    }

    public static class BadOrchestrator
    {
        [Function("BadOrchestrator")]
        public static Task Run([OrchestrationTrigger] string context) => Task.FromResult(context);
    }

    public static class VoidOrchestrator
    {
        [Function("VoidOrchestrator")]
        public static void Run([OrchestrationTrigger] TaskOrchestrationContext context) => _ = context;
    }

    public static class ClientInOrchestrator
    {
        [Function("ClientInOrchestrator")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client) =>
            Task.FromResult((context, client));
    }

    public static class BadActivity
    {
        [Function("BadActivity")]
        public static void Run([ActivityTrigger] TaskOrchestrationContext context) => _ = context;
    }

    public static class UnknownParameter
    {
        [Function("UnknownParameter")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, StringBuilder unknown) => _ = (request, unknown);
    }

    public static class NoTrigger
    {
        [Function("NoTrigger")]
        public static void Run(HttpRequest request) => _ = request;
    }

    public static class AsyncVoid
    {
        [Function("AsyncVoid")]
        public static async void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => await request.ReadFormAsync();
    }

    public static class NotPublic
    {
        [Function("NotPublic")]
        internal static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => _ = request;
    }

    public static class BadName
    {
        [Function("1 bad name")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => _ = request;
    }
}
