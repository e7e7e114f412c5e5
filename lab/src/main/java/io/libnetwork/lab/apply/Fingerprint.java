package io.libnetwork.lab.apply;

import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What of a network, a container or an endpoint cannot be changed where it is, as texts by the
/// file's words. Its digest is kept with the object as a label, so that what somebody else has made
/// in its place is noticed.
///
/// @param fields what is asked for
record Fingerprint(Map<String, String> fields) {

  private static final int DIGITS = 16;

  static Fingerprint of(LabNetwork network) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("driver", network.driver());
    fields.put("ipv4", String.valueOf(network.ipv4()));
    fields.put("ipv6", String.valueOf(network.ipv6()));
    fields.put("internal", String.valueOf(network.internal()));
    fields.put("named", String.valueOf(network.named()));
    fields.put("pools", network.pools().toString());
    fields.put("options", network.options().toString());
    fields.put("labels", network.labels().toString());
    return new Fingerprint(fields);
  }

  static Fingerprint of(LabSandbox sandbox) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("hostname", sandbox.hostname().orElse(sandbox.name()));
    fields.put("domainName", sandbox.domainName().orElse(""));
    fields.put("extraHosts", sandbox.extraHosts().toString());
    fields.put("dns", sandbox.dns().toString());
    fields.put("dnsSearch", sandbox.dnsSearch().toString());
    fields.put("dnsOptions", sandbox.dnsOptions().toString());
    fields.put("labels", sandbox.labels().toString());
    return new Fingerprint(fields);
  }

  static Fingerprint of(LabEndpoint endpoint) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("addresses", endpoint.addresses().toString());
    fields.put("macAddress", endpoint.macAddress().map(Object::toString).orElse(""));
    fields.put("interfaceName", endpoint.interfaceName().map(Object::toString).orElse(""));
    fields.put("aliases", endpoint.aliases().toString());
    fields.put("links", endpoint.links().toString());
    fields.put("routes", endpoint.routes().toString());
    fields.put("sysctls", endpoint.sysctls().toString());
    fields.put("defaultRoute", String.valueOf(endpoint.defaultRoute()));
    fields.put("gatewayPriority", String.valueOf(endpoint.gatewayPriority()));
    fields.put("mtu", endpoint.mtu().toString());
    fields.put("labels", endpoint.labels().toString());
    return new Fingerprint(fields);
  }

  /// 16 hexadecimal digits.
  String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      fields.forEach((name, value) ->
          sha.update((name + '\0' + value + '\0').getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(sha.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every JDK has SHA-256", missing);
    }
  }

  /// What differs from another, as in `pools: [] -> [10.1.0.0/24]`.
  String difference(Fingerprint before) {
    List<String> differing = new ArrayList<>();
    fields.forEach((name, value) -> {
      String former = before.fields.get(name);
      if (!Objects.equals(former, value)) {
        differing.add(name + ": " + former + " -> " + value);
      }
    });
    return String.join("; ", differing);
  }
}
