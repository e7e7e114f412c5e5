package io.libnetwork.testing.crash;

import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Veth;
import io.libnetwork.testing.TestHost;

/// Test hosts with a link of their own, down and the same on each, that containers may get.
final class WiredHost {

  static final InterfaceName NIC = new InterfaceName("nic0");
  private static final InterfaceName OTHER_END = new InterfaceName("nic1");
  private static final MacAddress MAC = MacAddress.parse("02:00:5e:10:00:01");
  private static final MacAddress OTHER_MAC = MacAddress.parse("02:00:5e:10:00:02");

  private WiredHost() {}

  static TestHost create() {
    TestHost host = TestHost.create();
    Veth cable = Veth.to(OTHER_END, LinkSetting.mac(OTHER_MAC));
    host.rtnetlink().execute(Links.add(LinkSpec.of(NIC, cable, LinkSetting.mac(MAC))));
    return host;
  }
}
