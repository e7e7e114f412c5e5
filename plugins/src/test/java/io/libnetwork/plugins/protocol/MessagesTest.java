package io.libnetwork.plugins.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages as Docker's engine sends and reads them.
class MessagesTest {

  private static JsonObject json(String text) {
    return (JsonObject) JsonValue.parse(text);
  }

  private static <T extends PluginMessage> void staysTheSame(
      T message, Function<JsonObject, T> read) {
    assertThat(read.apply(json(message.toJson().toString()))).isEqualTo(message);
  }

  @Nested
  class Calls {

    @Test
    void anEngineCreatesANetwork() {
      CreateNetworkCall call =
          CreateNetworkCall.of(
              json(
                  """
                  {"NetworkID":"6bf1","Options":{"com.docker.network.enable_ipv6":false,
                   "com.docker.network.generic":{"mtu":"1400"}},
                   "IPv4Data":[{"AddressSpace":"LocalDefault","Gateway":"172.18.0.1/16",
                    "Pool":"172.18.0.0/16","AuxAddresses":{"printer":"172.18.0.9/16"}}],
                   "IPv6Data":null,"Later":1}
                  """));
      assertThat(call.networkId()).isEqualTo("6bf1");
      assertThat(call.genericOptions()).isEqualTo(Map.of("mtu", "1400"));
      assertThat(call.ipv6()).isEmpty();
      assertThat(call.ipv4())
          .containsExactly(
              new PluginPool(
                  "LocalDefault",
                  Optional.of(IpPrefix.parse("172.18.0.0/16")),
                  Optional.of(InterfaceAddress.parse("172.18.0.1/16")),
                  Map.of("printer", InterfaceAddress.parse("172.18.0.9/16"))));
      staysTheSame(call, CreateNetworkCall::of);
    }

    @Test
    void anEngineProgramsPorts() {
      ProgramConnectivityCall call =
          ProgramConnectivityCall.of(
              json(
                  """
                  {"NetworkID":"n","EndpointID":"e","Options":{
                   "com.docker.network.endpoint.exposedports":[{"Proto":6,"Port":80}],
                   "com.docker.network.portmap":[{"Proto":17,"IP":"","Port":53,
                    "HostIP":"127.0.0.1","HostPort":5353,"HostPortEnd":5353}]}}
                  """));
      assertThat(call.exposedPorts()).containsExactly(new ExposedPort(Protocol.TCP, new Port(80)));
      assertThat(call.portMap())
          .containsExactly(
              new PortMapEntry(
                  Protocol.UDP,
                  Optional.empty(),
                  new Port(53),
                  Optional.of(IpAddress.parse("127.0.0.1")),
                  5353,
                  5353));
      staysTheSame(call.portMap().getFirst(), PortMapEntry::of);
      staysTheSame(call, ProgramConnectivityCall::of);
    }

    @Test
    void anEngineAsksForTheNetworksOwnAddress() {
      RequestAddressCall call =
          RequestAddressCall.of(
              json(
                  "{\"PoolID\":\"p\",\"Address\":\"\",\"Options\":{\"RequestAddressType\":\"com.docker.network.gateway\"}}"));
      assertThat(call.forGateway()).isTrue();
      assertThat(call.address()).isEmpty();
      staysTheSame(call, RequestAddressCall::of);
    }

    @Test
    void whatIsNotKnownOfAnInterfaceIsAnEmptyText() {
      CreateEndpointCall call =
          new CreateEndpointCall("n", "e", PluginInterface.NOTHING, JsonObject.EMPTY);
      assertThat(call.toJson().toString())
          .isEqualTo(
              "{\"NetworkID\":\"n\",\"EndpointID\":\"e\",\"Interface\":{\"Address\":\"\",\"AddressIPv6\":\"\",\"MacAddress\":\"\"},\"Options\":{}}");
      staysTheSame(call, CreateEndpointCall::of);
    }

    @Test
    void othersStayTheSameToo() {
      staysTheSame(new NetworkCall("n"), NetworkCall::of);
      staysTheSame(new EndpointCall("n", "e"), EndpointCall::of);
      staysTheSame(new JoinCall("n", "e", "/run/netns/x", JsonObject.EMPTY), JoinCall::of);
      staysTheSame(new GatewayCheckCall(json("{\"a\":\"b\"}")), GatewayCheckCall::of);
      staysTheSame(new DiscoveryCall("192.0.2.1", "0.0.0.0", true), DiscoveryCall::of);
      staysTheSame(
          new AllocateNetworkCall("n", Map.of("a", "b"), List.of(), List.of()),
          AllocateNetworkCall::of);
      staysTheSame(
          new RequestPoolCall(
              "local",
              Optional.of(IpPrefix.parse("10.0.0.0/8")),
              Optional.empty(),
              Map.of(),
              false),
          RequestPoolCall::of);
      staysTheSame(new ReleasePoolCall("p"), ReleasePoolCall::of);
      staysTheSame(
          new ReleaseAddressCall("p", IpAddress.parse("10.0.0.1")), ReleaseAddressCall::of);
    }

    @Test
    void aMethodSaysWhereItIsAsked() {
      assertThat(NetworkMethod.CREATE_NETWORK.path()).isEqualTo("/NetworkDriver.CreateNetwork");
      assertThat(IpamMethod.REQUEST_POOL.path()).isEqualTo("/IpamDriver.RequestPool");
    }
  }

  @Nested
  class Answers {

    @Test
    void aPluginWrittenInGoMayWriteNamesInAnyCase() {
      assertThat(CapabilitiesAnswer.of(json("{\"scope\":\"global\"}")))
          .isEqualTo(new CapabilitiesAnswer(PluginScope.GLOBAL, PluginScope.GLOBAL, false));
    }

    @Test
    void aDriverChoosesAnInterface() {
      CreateEndpointAnswer answer =
          CreateEndpointAnswer.of(
              json(
                  "{\"Interface\":{\"Address\":\"10.1.0.5/24\",\"AddressIPv6\":\"\",\"MacAddress\":\"02:42:0a:01:00:05\"}}"));
      assertThat(answer.link())
          .isEqualTo(
              new PluginInterface(
                  Optional.of(InterfaceAddress.parse("10.1.0.5/24")),
                  Optional.empty(),
                  Optional.of(MacAddress.parse("02:42:0a:01:00:05"))));
      staysTheSame(answer, CreateEndpointAnswer::of);
      staysTheSame(new CreateEndpointAnswer(PluginInterface.NOTHING), CreateEndpointAnswer::of);
    }

    @Test
    void aSandboxGetsALinkAndRoutes() {
      JoinAnswer answer =
          JoinAnswer.of(
              json(
                  """
                  {"InterfaceName":{"SrcName":"veth1","DstPrefix":"eth"},"Gateway":"10.1.0.1",
                   "GatewayIPv6":"","StaticRoutes":[
                   {"Destination":"10.2.0.7/16","RouteType":0,"NextHop":"10.1.0.2"},
                   {"Destination":"10.3.0.0/16","RouteType":1,"NextHop":""}]}
                  """));
      assertThat(answer.link()).contains(new InterfaceNaming("veth1", "eth", ""));
      assertThat(answer.routes())
          .containsExactly(
              new StaticRoute(
                  IpPrefix.parse("10.2.0.0/16"), Optional.of(IpAddress.parse("10.1.0.2"))),
              new StaticRoute(IpPrefix.parse("10.3.0.0/16"), Optional.empty()));
      staysTheSame(answer, JoinAnswer::of);
    }

    @Test
    void anIpamDriverGivesAPool() {
      RequestPoolAnswer answer =
          RequestPoolAnswer.of(
              json(
                  "{\"PoolID\":\"p1\",\"Pool\":\"10.9.0.0/24\",\"Data\":{\"com.docker.network.gateway\":\"10.9.0.1/24\"}}"));
      assertThat(answer.data()).containsEntry(OptionKeys.GATEWAY, "10.9.0.1/24");
      staysTheSame(answer, RequestPoolAnswer::of);
    }

    @Test
    void othersStayTheSameToo() {
      staysTheSame(new Activation(List.of("NetworkDriver", "IpamDriver")), Activation::of);
      staysTheSame(new GatewayCheckAnswer(true, false), GatewayCheckAnswer::of);
      staysTheSame(new AllocateNetworkAnswer(Map.of("a", "b")), AllocateNetworkAnswer::of);
      staysTheSame(new OperInfoAnswer(json("{\"a\":[1]}")), OperInfoAnswer::of);
      staysTheSame(new IpamCapabilitiesAnswer(true, false), IpamCapabilitiesAnswer::of);
      staysTheSame(new AddressSpacesAnswer("here", "everywhere"), AddressSpacesAnswer::of);
      staysTheSame(
          new RequestAddressAnswer(Optional.of(InterfaceAddress.parse("10.0.0.2/8")), Map.of()),
          RequestAddressAnswer::of);
    }

    @Test
    void aFailureIsToldByEitherMember() {
      assertThat(ErrorMember.in(json("{\"Err\":\"no room\"}"))).contains("no room");
      assertThat(ErrorMember.in(json("{\"Error\":\"no room\"}"))).contains("no room");
      assertThat(ErrorMember.in(json("{\"Err\":\"\"}"))).isEmpty();
      assertThat(ErrorMember.ERROR.answer("no room").toString())
          .isEqualTo("{\"Error\":\"no room\"}");
    }
  }

  @Nested
  class WhatIsRefused {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Scope\":\"\"}", "{\"Scope\":\"swarm\"}", "{\"Scope\":7}"})
    void aCapabilityWithoutAScopeThatIsKnown(String text) {
      assertThatThrownBy(() -> CapabilitiesAnswer.of(json(text)))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("\"Scope\"");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"InterfaceName\":{\"SrcName\":\"\"}}",
          "{\"Gateway\":\"10.1\"}",
          "{\"Gateway\":\"fd00::1\"}",
          "{\"StaticRoutes\":[{\"Destination\":\"10.0.0.0/8\",\"RouteType\":0}]}",
          "{\"StaticRoutes\":[{\"Destination\":\"10.0.0.0/8\",\"RouteType\":2}]}",
          "{\"StaticRoutes\":[{\"Destination\":\"10.0.0.0/8\",\"NextHop\":\"fd00::1\"}]}",
          "{\"StaticRoutes\":{}}",
          "{\"DisableGatewayService\":\"yes\"}"
        })
    void anAnswerToAJoinOfAnotherForm(String text) {
      assertThatThrownBy(() -> JoinAnswer.of(json(text)))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("Join answer");
    }

    @Test
    void aPortOfAProtocolWithoutPorts() {
      assertThatThrownBy(() -> ExposedPort.of(json("{\"Proto\":1,\"Port\":80}")))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("\"Proto\" is 1; expected 6 (tcp)");
    }

    @Test
    void aNumberThatIsNotWhole() {
      assertThatThrownBy(() -> PortMapEntry.of(json("{\"Proto\":6,\"Port\":80,\"HostPort\":1.5}")))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("\"HostPort\" is 1.5");
    }

    @Test
    void anActivationThatSaysNothing() {
      assertThatThrownBy(() -> Activation.of(json("{}")))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("\"Implements\"");
    }
  }
}
