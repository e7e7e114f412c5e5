package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_APPEND;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_CREATE;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_EXCL;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_REPLACE;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_DST;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_IFINDEX;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_LLADDR;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_MASTER;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_PORT;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_VLAN;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_VNI;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_BRIDGE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELNEIGH;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_GETNEIGH;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWNEIGH;

import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.util.Optional;

/// What `bridge fdb` does: the forwarding tables of bridges and VXLAN links.
public final class ForwardingEntries {

  private ForwardingEntries() {}

  /// Adds an entry. The kernel refuses with `EEXIST` where there is one for the MAC.
  public static NetlinkRequest<Void> add(ForwardingEntry entry) {
    return command("add", entry, RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_EXCL);
  }

  /// Adds a further host for a MAC, on a VXLAN link.
  public static NetlinkRequest<Void> append(ForwardingEntry entry) {
    return command("append", entry, RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_APPEND);
  }

  /// Adds an entry, or changes the one that is there.
  public static NetlinkRequest<Void> replace(ForwardingEntry entry) {
    return command("replace", entry, RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE);
  }

  /// Deletes an entry; of a VXLAN link's MAC with several hosts, the one that is told. The kernel
  /// refuses with `ENOENT` where there is none.
  public static NetlinkRequest<Void> delete(ForwardingEntry entry) {
    return command("delete", entry, RTM_DELNEIGH, 0);
  }

  /// Asks for every entry of the namespace.
  public static NetlinkRequest<ForwardingEntry> list() {
    return list("list forwarding entries", 0, 0);
  }

  /// Asks for every entry of a bridge's port, or of a VXLAN link.
  public static NetlinkRequest<ForwardingEntry> list(Ifindex link) {
    return list("list forwarding entries of link " + link, NDA_IFINDEX, link.value());
  }

  /// Asks for every entry of a bridge and its ports.
  public static NetlinkRequest<ForwardingEntry> listOfBridge(Ifindex bridge) {
    return list("list forwarding entries of bridge " + bridge, NDA_MASTER, bridge.value());
  }

  private static NetlinkRequest<Void> command(
      String verb, ForwardingEntry entry, int type, int flags) {
    return NetlinkRequest.command(
        verb + " forwarding entry " + entry.mac() + " of link " + entry.link(),
        type,
        flags,
        writer -> write(writer, entry));
  }

  private static NetlinkRequest<ForwardingEntry> list(String description, int filter, int link) {
    return new NetlinkRequest<>(
        description,
        RTM_GETNEIGH,
        0,
        writer -> {
          Neighbours.writeHeader(writer, AF_BRIDGE, 0, 0, 0);
          if (link != 0) {
            writer.attributeInt(filter, link);
          }
        },
        message ->
            message.type() == RTM_NEWNEIGH
                ? ForwardingEntryReader.read(message)
                : Optional.empty());
  }

  private static void write(MessageWriter writer, ForwardingEntry entry) {
    int flags = ForwardingEntry.Flag.bits(entry.flags());
    Neighbours.writeHeader(writer, AF_BRIDGE, entry.link().value(), entry.state().bits(), flags);
    writer.attribute(NDA_LLADDR, entry.mac().toBytes());
    entry.destination().ifPresent(host -> writer.attribute(NDA_DST, host.toBytes()));
    entry.vlan().ifPresent(vlan -> writer.attributeShort(NDA_VLAN, vlan));
    entry.port().ifPresent(port -> writer.attributeNetworkShort(NDA_PORT, port.number()));
    entry.vni().ifPresent(vni -> writer.attributeInt(NDA_VNI, vni.value()));
    entry.via().ifPresent(via -> writer.attributeInt(NDA_IFINDEX, via.value()));
  }
}
