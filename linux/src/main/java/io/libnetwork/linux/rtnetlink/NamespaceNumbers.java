package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.NETNSA_FD;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.NETNSA_NSID;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_GETNSID;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWNSID;

import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.util.Optional;

/// What `ip netns list-id` and `ip netns set` do: the numbers that a namespace has for others.
public final class NamespaceNumbers {

  /// `struct rtgenmsg` of `linux/rtnetlink.h`, padded.
  private static final int RTGENMSG_SIZE = 4;

  private NamespaceNumbers() {}

  /// Asks for the number of a namespace, as [Link#parentNamespace] has it; there is no object in
  /// the answer where it has none.
  public static NetlinkRequest<Integer> get(NetworkNamespace of) {
    return new NetlinkRequest<>(
        "get the number of namespace " + of,
        RTM_GETNSID,
        0,
        writer -> writer.putInt(0).attributeInt(NETNSA_FD, of.descriptor()),
        NamespaceNumbers::read);
  }

  /// Gives a namespace a number. The kernel refuses with `EEXIST` where it has one, or another has
  /// this one; one that is given none gets the lowest that is free when a link leads to it.
  ///
  /// @param number 0 or more
  public static NetlinkRequest<Void> set(NetworkNamespace of, int number) {
    return NetlinkRequest.command(
        "number namespace " + of,
        RTM_NEWNSID,
        0,
        writer ->
            writer
                .putInt(0)
                .attributeInt(NETNSA_NSID, number)
                .attributeInt(NETNSA_FD, of.descriptor()));
  }

  /// Asks for all numbers that namespaces have.
  public static NetlinkRequest<Integer> list() {
    return new NetlinkRequest<>(
        "list the numbers of namespaces",
        RTM_GETNSID,
        0,
        writer -> writer.putInt(0),
        NamespaceNumbers::read);
  }

  private static Optional<Integer> read(NetlinkMessage message) {
    Attributes attributes = message.attributes(RTGENMSG_SIZE);
    while (message.type() == RTM_NEWNSID && attributes.next()) {
      if (attributes.type() == NETNSA_NSID && attributes.asInt() >= 0) {
        return Optional.of(attributes.asInt());
      }
    }
    return Optional.empty();
  }
}
