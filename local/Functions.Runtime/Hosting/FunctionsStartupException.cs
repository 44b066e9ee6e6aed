namespace Functions.Runtime.Hosting;

/// <summary>The host cannot start. The message is for the person who started it: what is wrong, and what to do.</summary>
/// <param name="message">One readable paragraph, without a secret.</param>
/// <param name="innerException">What it was found by.</param>
public sealed class FunctionsStartupException(string message, Exception? innerException = null)
    : Exception(message, innerException);
