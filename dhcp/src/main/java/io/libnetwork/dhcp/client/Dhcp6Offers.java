package io.libnetwork.dhcp.client;

import io.libnetwork.address.Ipv6Address;
import java.util.List;
import java.util.Optional;

/// What servers offer a client of DHCPv6, and which of it is to be taken.
final class Dhcp6Offers {

  private final LeaseOwner owner;
  private Optional<Ipv6Address> wanted = Optional.empty();
  private Optional<Ipv6Address> had = Optional.empty();
  private Optional<Offer> best = Optional.empty();

  /// What a server offers, and how much it wants to be taken.
  private record Offer(Dhcp6Terms terms, int preference) {}

  Dhcp6Offers(LeaseOwner owner) {
    this.owner = owner;
  }

  /// An address is asked for; another may be taken as well.
  void want(Optional<Ipv6Address> address) {
    wanted = address;
  }

  /// An address is in use; no other may be taken.
  void use(Ipv6Address address) {
    had = Optional.of(address);
    wanted = had;
  }

  /// The address that was given is somebody else's.
  void decline() {
    wanted = had;
  }

  /// What servers are asked for.
  Optional<Ipv6Address> wanted() {
    return wanted;
  }

  /// What is in use.
  Optional<Ipv6Address> had() {
    return had;
  }

  /// Why nothing of an answer is to be taken; empty where something is.
  Optional<String> objection(Dhcp6Answer answer) {
    if (!answer.outcome().success()) {
      return Optional.of("server " + answer.server() + " answers " + answer.outcome());
    }
    if (answer.given().isEmpty()) {
      return Optional.of("server " + answer.server() + " has no address for it");
    }
    Dhcp6Terms offer = in(answer);
    if (had.isPresent() && !had.get().equals(offer.address())) {
      return Optional.of(
          "server %s offers %s in place of %s, which is in use"
              .formatted(offer.server(), offer.address(), had.get()));
    }
    return owner.objection(offer);
  }

  /// What was asked for where an answer has it, and what it has otherwise.
  Dhcp6Terms in(Dhcp6Answer answer) {
    List<Dhcp6Terms> given = answer.given();
    return given.stream()
        .filter(one -> wanted.equals(Optional.of(one.address())))
        .findFirst()
        .orElseGet(given::getFirst);
  }

  /// An answer can be taken; another that is preferred goes first.
  void add(Dhcp6Answer answer) {
    if (best.isEmpty() || answer.preference() > best.get().preference()) {
      best = Optional.of(new Offer(in(answer), answer.preference()));
    }
  }

  /// The best of what was [added][#add].
  Optional<Dhcp6Terms> best() {
    return best.map(Offer::terms);
  }

  /// Begins anew.
  void clear() {
    best = Optional.empty();
  }
}
