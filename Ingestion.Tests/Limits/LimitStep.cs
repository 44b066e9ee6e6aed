namespace Ingestion.Tests.Limits;

/// <summary>One thing that happens: what, at which host, and how much of it.</summary>
internal sealed record LimitStep(int Kind, int Host, int Amount)
{
    internal static LimitStep Of(int number) => new(number % 16, number / 16 % 3, number / 48 % 1000);
}
