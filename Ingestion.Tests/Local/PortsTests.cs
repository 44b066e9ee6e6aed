using System.Net;
using System.Net.Sockets;
using Ingestion.Local.Processes;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Local;

[Trait("Category", "Unit")]
public sealed class PortsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public void FirstFree_PreferredIsTaken_TakesANeighbour(string address)
    {
        int taken = TestPorts.Next();
        using TcpListener listener = new(IPAddress.Parse(address), taken);
        listener.Start();

        int port = Ports.FirstFree([taken]);

        Assert.False(Ports.IsFree(taken));
        Assert.NotEqual(taken, port);
        Assert.True(Ports.IsFree(port));
    }

    [Fact]
    public void FirstFree_NoneKnownYet_TakesTheUsualOne()
    {
        int usual = TestPorts.Next();

        Assert.Equal(usual, Ports.FirstFree([0, usual]));
    }

    [Fact]
    public void FirstFree_PreferredIsPromised_TakesANeighbour()
    {
        int promised = TestPorts.Next();

        int port = Ports.FirstFree([promised], promised);

        Assert.NotEqual(promised, port);
        Assert.True(Ports.IsFree(port));
    }

    [Fact]
    public void FirstFree_AnotherProgramHasChosenIt_TakesANeighbour()
    {
        int mine = Ports.FirstFree([TestPorts.Next()]);
        int chosen = TestPorts.Next();
        using FileStream claim = PortClaims.Lock(chosen);

        Assert.NotEqual(chosen, Ports.FirstFree([chosen]));
        Assert.Equal(mine, Ports.FirstFree([mine]));
        Assert.Throws<IOException>(() => PortClaims.Lock(mine));
    }

    [Fact]
    public void FirstFree_NoPreference_IsNotAPrivilegedPort() => Assert.True(Ports.FirstFree([]) > 1023);
}
