package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.message.RouterAdvertisement;
import io.libnetwork.linux.frames.FrameLoop.Pending;
import io.libnetwork.spi.AddressChoice;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.PoolId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A prefix that a segment's router advertises for everybody to make his own address of: an
/// endpoint's is made of its MAC address (RFC 4862 section 5.5, RFC 4291 appendix A). Nobody is
/// asked for it, and nobody is told when it goes.
final class SlaacPool extends SegmentPool {

  private static final Logger LOG = LoggerFactory.getLogger(SlaacPool.class);
  private static final long UNIVERSAL = 0x0200_0000_0000_0000L;
  private static final long MIDDLE = 0xff_fe00_0000L;
  private static final Duration FOR_EVER = Duration.ofSeconds(0xffff_ffffL);

  private final DhcpLoop loop;
  private final Segment6 segment;
  private final Consumer<RouterAdvertisement> listener = this::heard;
  private final Map<IpAddress, AddressHolder> held = new ConcurrentHashMap<>();

  /// Until when the prefix holds. The loop's.
  private Pending end = () -> {};

  SlaacPool(PoolId id, PoolToken token, Segment6 segment, Consumer<SegmentPool> released) {
    super(id, token, released);
    this.loop = segment.loop();
    this.segment = segment;
  }

  /// From now on it is said when the prefix holds no longer.
  SlaacPool watched() {
    loop.execute(() -> {
      segment.listen(listener);
      segment.solicit();
    });
    return this;
  }

  @Override
  Segment segment() {
    return segment;
  }

  @Override
  public InterfaceAddress requestAddress(AddressRequest request) {
    requireHere();
    IpAddress address =
        switch (request.choice()) {
          case AddressChoice.Exactly(IpAddress named) -> requireInside(named);
          case AddressChoice.Any _, AddressChoice.Next _ -> made(request.holder());
        };
    AddressHolder present = held.putIfAbsent(address, request.holder());
    if (present != null) {
      throw taken(address, present);
    }
    return new InterfaceAddress(address, prefix().length());
  }

  @Override
  public void releaseAddress(IpAddress address) {
    held.remove(requireInside(address));
  }

  @Override
  void abandon() {
    held.clear();
    loop.execute(this::end);
  }

  @Override
  public Optional<Map<IpAddress, AddressHolder>> held() {
    return Optional.of(Map.copyOf(held));
  }

  @Override
  void end() {
    end.cancel();
    segment.unlisten(listener);
  }

  private IpAddress made(AddressHolder holder) {
    return switch (holder) {
      case AddressHolder.Endpoint(String name, Optional<MacAddress> mac) -> made(name, mac);
      case AddressHolder.Reserved(String name, Optional<MacAddress> mac) -> made(name, mac);
      case AddressHolder.Service(String name) -> made("service " + name, Optional.empty());
      case AddressHolder.Gateway _, AddressHolder.Auxiliary _ ->
          throw new NetworkException.Unavailable(
              "no address for the %s: name one of %s".formatted(holder, prefix()));
    };
  }

  private Ipv6Address made(String name, Optional<MacAddress> mac) {
    long bits = mac.orElseGet(() -> kept().identity(name)).bits();
    long identifier = ((bits & 0xffff_ff00_0000L) << 16) | MIDDLE | (bits & 0xff_ffffL);
    return new Ipv6Address(((Ipv6Address) prefix().network()).high(), identifier ^ UNIVERSAL);
  }

  private void heard(RouterAdvertisement said) {
    said.prefixes().stream()
        .filter(one -> one.autonomous() && one.prefix().equals(prefix()))
        .forEach(one -> holds(one.valid()));
  }

  private void holds(Duration valid) {
    end.cancel();
    if (valid.isZero()) {
      lost();
    } else if (valid.compareTo(FOR_EVER) < 0) {
      end = loop.after(valid, this::lost);
    }
  }

  private void lost() {
    LOG.error(
        "prefix {} is no longer advertised on interface {}: its addresses reach nobody elsewhere,"
            + " and networks with it have to be made anew",
        prefix(),
        segment.name());
  }
}
