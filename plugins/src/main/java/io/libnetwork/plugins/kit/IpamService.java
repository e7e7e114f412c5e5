package io.libnetwork.plugins.kit;

import io.libnetwork.plugins.protocol.AddressSpacesAnswer;
import io.libnetwork.plugins.protocol.IpamCapabilitiesAnswer;
import io.libnetwork.plugins.protocol.ReleaseAddressCall;
import io.libnetwork.plugins.protocol.ReleasePoolCall;
import io.libnetwork.plugins.protocol.RequestAddressAnswer;
import io.libnetwork.plugins.protocol.RequestAddressCall;
import io.libnetwork.plugins.protocol.RequestPoolAnswer;
import io.libnetwork.plugins.protocol.RequestPoolCall;

/// An IPAM driver that others call; as [NetworkService].
public interface IpamService {

  /// What it needs: nothing, where nothing else is said.
  default IpamCapabilitiesAnswer ipamCapabilities() {
    return IpamCapabilitiesAnswer.NONE;
  }

  AddressSpacesAnswer addressSpaces();

  RequestPoolAnswer requestPool(RequestPoolCall call);

  void releasePool(ReleasePoolCall call);

  RequestAddressAnswer requestAddress(RequestAddressCall call);

  void releaseAddress(ReleaseAddressCall call);
}
