package io.libnetwork.daemon;

/// Calls as Docker's Engine 20.10 writes them, of one network.
///
/// @param id the network's
record PluginProtocolCalls(String id) {

  /// A network of one pool, 10.8.0.0/24.
  String network() {
    return network("io.libnetwork.driver", "bridge");
  }

  /// The same with one option of the user's.
  String network(String option, String value) {
    return """
    {"NetworkID":"%s",
     "Options":{"com.docker.network.enable_ipv6":false,
                "com.docker.network.generic":{"%s":"%s"}},
     "IPv4Data":[{"AddressSpace":"LocalDefault","Pool":"10.8.0.0/24",
                  "Gateway":"10.8.0.1/24","AuxAddresses":{}}],
     "IPv6Data":[]}\
    """
        .formatted(id, option, value);
  }

  String endpoint(String endpoint, String address) {
    return endpoint(id, endpoint, address);
  }

  String endpoint(String network, String endpoint, String address) {
    return """
    {"NetworkID":"%s","EndpointID":"%s",
     "Interface":{"Address":"%s","AddressIPv6":"","MacAddress":""},
     "Options":{"com.docker.network.endpoint.exposedports":[{"Proto":6,"Port":80}],
                "com.docker.network.portmap":[]}}\
    """
        .formatted(network, endpoint, address);
  }

  String join(String endpoint, String place) {
    return """
    {"NetworkID":"%s","EndpointID":"%s","SandboxKey":"%s","Options":{}}\
    """
        .formatted(id, endpoint, place);
  }

  String program(String endpoint, int port, int hostPort) {
    return """
    {"NetworkID":"%s","EndpointID":"%s","Options":{
     "com.docker.network.portmap":[{"Proto":6,"IP":"","Port":%d,"HostIP":"",
                                    "HostPort":%d,"HostPortEnd":%d}]}}\
    """
        .formatted(id, endpoint, port, hostPort, hostPort);
  }
}
