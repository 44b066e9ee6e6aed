using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace Functions.Runtime.Hosting;

/// <summary>Where the host listens.</summary>
internal sealed record ListenSettings(IPAddress Address, int Port)
{
    private const int DefaultPort = 7071;
    private const string PortName = "PORT";
    private const string AddressName = "FunctionsRuntime:ListenAddress";

    /// <summary>The port from <c>PORT</c>, else local.settings.json, else 7071; the address is 127.0.0.1 unless
    /// <c>FunctionsRuntime__ListenAddress</c> names another one.</summary>
    /// <exception cref="FunctionsStartupException">A value is malformed, or another machine could reach a host without keys.</exception>
    public static ListenSettings Read(IConfiguration configuration, LocalSettings local, HostKeys keys)
    {
        string? port = configuration[PortName];
        int number = local.LocalHttpPort ?? DefaultPort;
        if (!string.IsNullOrWhiteSpace(port) && (!int.TryParse(port, out number) || number is < IPEndPoint.MinPort or > IPEndPoint.MaxPort))
        {
            throw new FunctionsStartupException($"PORT is '{port}'. Set it to a number from 1 to 65535.");
        }

        string? text = configuration[AddressName];
        IPAddress address = text switch
        {
            null or "" or "localhost" => IPAddress.Loopback,
            "*" or "+" => IPAddress.Any,
            _ when IPAddress.TryParse(text, out IPAddress? parsed) => parsed,
            _ => throw new FunctionsStartupException(
                $"FunctionsRuntime__ListenAddress is '{text}'. Set it to an IP address such as 127.0.0.1 or 0.0.0.0."),
        };
        if (!IPAddress.IsLoopback(address) && !keys.IsEnforced)
        {
            throw new FunctionsStartupException(
                $"FunctionsRuntime__ListenAddress is '{text}', which other machines can reach, but no keys are configured. "
                + "Name a secrets file in FunctionsRuntime__KeysFile, or listen on 127.0.0.1.");
        }

        return new ListenSettings(address, number);
    }

    /// <summary>Checks that the port is free, before anything else is started.</summary>
    /// <exception cref="FunctionsStartupException">It is not.</exception>
    public void CheckFree()
    {
        if (Port == 0)
        {
            return;
        }

        try
        {
            using var listener = new TcpListener(Address, Port);
            listener.Start();
        }
        catch (SocketException fault)
        {
            throw Refused(fault.SocketErrorCode is SocketError.AddressAlreadyInUse ? "is already in use" : $"cannot be used ({fault.Message})", fault);
        }
    }

    public FunctionsStartupException Refused(string why, Exception fault) =>
        new($"Port {Port} of {Address} {why}. Choose another with PORT={Port + 1}, or end the program that uses it.", fault);
}
