package io.libnetwork.drivers.firewall;

import io.libnetwork.address.IpFamily;
import java.util.List;
import java.util.function.Function;

/// What there is once for each family of addresses.
record PerFamily<T>(T v4, T v6) {

  static <T> PerFamily<T> of(Function<IpFamily, T> make) {
    return new PerFamily<>(make.apply(IpFamily.V4), make.apply(IpFamily.V6));
  }

  T of(IpFamily family) {
    return switch (family) {
      case V4 -> v4;
      case V6 -> v6;
    };
  }

  /// That of IPv4 first.
  List<T> both() {
    return List.of(v4, v6);
  }
}
