package io.libnetwork.plugins.client;

import io.libnetwork.plugins.protocol.AddressSpacesAnswer;
import io.libnetwork.plugins.protocol.IpamCapabilitiesAnswer;
import io.libnetwork.plugins.protocol.IpamMethod;
import io.libnetwork.plugins.protocol.MalformedMessageException;
import io.libnetwork.plugins.protocol.PluginMessage;
import io.libnetwork.plugins.protocol.ReleaseAddressCall;
import io.libnetwork.plugins.protocol.ReleasePoolCall;
import io.libnetwork.plugins.protocol.RequestAddressAnswer;
import io.libnetwork.plugins.protocol.RequestAddressCall;
import io.libnetwork.plugins.protocol.RequestPoolAnswer;
import io.libnetwork.plugins.protocol.RequestPoolCall;
import io.libnetwork.wire.JsonObject;
import java.util.function.Function;

/// Everything an IPAM driver can be asked, one method for each call of the protocol.
///
/// Each throws a [PluginException] where there is no answer that helps.
public final class IpamPlugin {

  private final PluginClient client;

  public IpamPlugin(PluginClient client) {
    this.client = client;
  }

  /// The plugin's name.
  public String name() {
    return client.name();
  }

  /// What it needs; nothing where it does not know the question, as older plugins.
  public IpamCapabilitiesAnswer capabilities() {
    try {
      return read(
          IpamMethod.GET_CAPABILITIES,
          client.call(IpamMethod.GET_CAPABILITIES, JsonObject.EMPTY),
          IpamCapabilitiesAnswer::of);
    } catch (PluginException.Unknown _) {
      return IpamCapabilitiesAnswer.NONE;
    }
  }

  public AddressSpacesAnswer addressSpaces() {
    return read(
        IpamMethod.GET_DEFAULT_ADDRESS_SPACES,
        client.call(IpamMethod.GET_DEFAULT_ADDRESS_SPACES, JsonObject.EMPTY),
        AddressSpacesAnswer::of);
  }

  public RequestPoolAnswer requestPool(RequestPoolCall call) {
    return asked(IpamMethod.REQUEST_POOL, call, RequestPoolAnswer::of);
  }

  public void releasePool(ReleasePoolCall call) {
    JsonObject _ = client.call(IpamMethod.RELEASE_POOL, call.toJson());
  }

  public RequestAddressAnswer requestAddress(RequestAddressCall call) {
    return asked(IpamMethod.REQUEST_ADDRESS, call, RequestAddressAnswer::of);
  }

  public void releaseAddress(ReleaseAddressCall call) {
    JsonObject _ = client.call(IpamMethod.RELEASE_ADDRESS, call.toJson());
  }

  private <T> T asked(IpamMethod method, PluginMessage call, Function<JsonObject, T> read) {
    return read(method, client.call(method, call.toJson()), read);
  }

  private <T> T read(IpamMethod method, JsonObject answer, Function<JsonObject, T> read) {
    try {
      return read.apply(answer);
    } catch (MalformedMessageException malformed) {
      throw new PluginException.Broken(
          "plugin %s, asked %s: %s".formatted(name(), method.path(), malformed.getMessage()),
          malformed);
    }
  }
}
