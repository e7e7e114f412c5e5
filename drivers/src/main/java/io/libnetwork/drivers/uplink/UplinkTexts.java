package io.libnetwork.drivers.uplink;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.DriverLabels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An [Uplink] as texts: the keys of Docker's drivers, and ours for what they have no key for.
public final class UplinkTexts {

  private static final String PARENT = "parent";
  private static final String MTU = "com.docker.network.driver.mtu";
  private static final String OURS = "io.libnetwork.uplink.";
  private static final String HOST_ACCESS = OURS + "host_access";
  private static final String HOST_ADDRESS = OURS + "host_address";

  private UplinkTexts() {}

  /// Takes what is known of it.
  public static Uplink read(DriverLabels labels) {
    Uplink uplink = Uplink.NONE;
    Optional<InterfaceName> parent = labels.take(PARENT, InterfaceName::new);
    Optional<Integer> mtu = labels.take(MTU, Integer::parseInt);
    if (parent.isPresent()) {
      uplink = uplink.withParent(parent.get());
    }
    if (mtu.isPresent()) {
      uplink = uplink.withMtu(mtu.get());
    }
    Optional<HostAccess> access = access(labels);
    return access.isPresent() ? uplink.with(access.get()) : uplink;
  }

  private static Optional<HostAccess> access(DriverLabels labels) {
    Optional<Boolean> asked = labels.takeBoolean(HOST_ACCESS);
    Optional<HostAccess> by =
        labels.take(HOST_ADDRESS, UplinkTexts::addresses).map(HostAccess::new);
    if (by.isPresent() && !asked.orElse(true)) {
      throw new NetworkException.InvalidParameter(
          "option %s has the addresses %s and option %s is false: expected one or the other"
              .formatted(HOST_ADDRESS, by.get().addresses(), HOST_ACCESS));
    }
    return by.or(() -> asked.filter(on -> on).map(_ -> HostAccess.BY_PARENT));
  }

  private static List<IpAddress> addresses(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).map(IpAddress::parse).toList();
  }

  /// The texts that [#read] reads as it.
  public static Map<String, String> of(Uplink uplink) {
    Map<String, String> texts = new TreeMap<>();
    uplink.parent().ifPresent(name -> texts.put(PARENT, name.value()));
    uplink.mtu().ifPresent(bytes -> texts.put(MTU, Integer.toString(bytes)));
    uplink.hostAccess().ifPresent(access -> write(access, texts));
    return texts;
  }

  private static void write(HostAccess access, Map<String, String> texts) {
    if (access.addresses().isEmpty()) {
      texts.put(HOST_ACCESS, "true");
    } else {
      texts.put(
          HOST_ADDRESS,
          access.addresses().stream().map(IpAddress::toString).collect(Collectors.joining(",")));
    }
  }
}
