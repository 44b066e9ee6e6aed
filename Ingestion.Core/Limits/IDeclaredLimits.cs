namespace Ingestion.Core.Limits;

/// <summary>The limits and prices of one platform, in one place. All numbers come from settings.</summary>
internal interface IDeclaredLimits
{
    /// <summary>A name of <see cref="Accounts.AccountPlatforms.All"/>.</summary>
    string Platform { get; }

    /// <summary>The limits that a call to the endpoint is under.</summary>
    IReadOnlyList<Limit> Of(string endpoint);

    /// <summary>What an answer says about them; nothing when it says nothing.</summary>
    IEnumerable<LimitNews> Read(LimitedCall call, LimitReport report);

    /// <summary>Price of one billed resource, in millionths of a US dollar. Default nothing.</summary>
    long PriceOf(string kind) => 0;

    /// <summary>The highest price of a call, in millionths of a US dollar. Default nothing.</summary>
    long HighestPriceOf(LimitedCall call) => 0;

    /// <summary>Units of a call, besides the resources that are billed one by one. Default 1.</summary>
    long UnitsOf(LimitedCall call) => 1;
}
