package io.libnetwork.drivers.publish;

import io.libnetwork.drivers.firewall.Firewall;
import io.libnetwork.drivers.flows.FlowPurge;
import io.libnetwork.drivers.ports.HostPorts;
import io.libnetwork.drivers.ports.KeptPorts;
import io.libnetwork.drivers.proxy.PortProxies;

/// A network whose endpoints publish ports, as far as these know it.
public interface PublishingNetwork {

  /// What decides how its endpoints publish.
  PublishPlan publishing();

  /// The rules of its host.
  Firewall firewall();

  /// Which port of its host is whose.
  HostPorts ports();

  /// Ports that are kept for endpoints that are not there.
  KeptPorts kept();

  /// What serves ports that the kernel cannot translate.
  PortProxies proxies();

  /// What has connections forgotten.
  FlowPurge flows();
}
