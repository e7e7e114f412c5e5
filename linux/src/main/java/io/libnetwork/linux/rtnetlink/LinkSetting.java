package io.libnetwork.linux.rtnetlink;

import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.NetworkNamespace;
import java.nio.charset.StandardCharsets;

/// One thing that a link is given: when it is made, in a [LinkSpec] or as a [Veth] peer, or later
/// by [Links#change].
///
/// The static methods make them, to be imported statically: `Links.change(link, mtu(1400), up())`.
public sealed interface LinkSetting {

  static LinkSetting up() {
    return new Administrative(true);
  }

  static LinkSetting down() {
    return new Administrative(false);
  }

  /// A new name; the link must be referred to by its number.
  static LinkSetting name(InterfaceName name) {
    return new Name(name);
  }

  static LinkSetting mac(MacAddress mac) {
    return new Mac(mac);
  }

  /// The largest packet.
  ///
  /// @param bytes 1 or more; what is allowed depends on the kind of link
  static LinkSetting mtu(int bytes) {
    return new Mtu(bytes);
  }

  /// How many packets wait to be sent before more are dropped.
  ///
  /// @param packets 0 or more
  static LinkSetting transmitQueue(int packets) {
    return new TransmitQueue(packets);
  }

  /// The link becomes a port of a bridge, or of another master.
  static LinkSetting master(Ifindex master) {
    return new Master(master);
  }

  static LinkSetting noMaster() {
    return new NoMaster();
  }

  static LinkSetting group(LinkGroup group) {
    return new Group(group);
  }

  /// The link is made in a namespace, or moved to it. The namespace must be open until the request
  /// has been sent.
  static LinkSetting in(NetworkNamespace namespace) {
    return new Namespace(namespace);
  }

  /// The link is made in a process's namespace, or moved to it.
  static LinkSetting inProcess(long pid) {
    return new ProcessNamespace(pid);
  }

  /// A free text, by which others find the link again. The kernel ignores one at creation: it is
  /// set by a change, which can be in the same batch.
  ///
  /// @param text up to 255 bytes; empty takes the alias away
  static LinkSetting alias(String text) {
    return new Alias(text);
  }

  /// The number a new link gets, instead of the next free one; only at creation.
  static LinkSetting index(Ifindex index) {
    return new Index(index);
  }

  /// Up or down.
  ///
  /// @param up whether packets may pass, as far as the administrator is concerned
  record Administrative(boolean up) implements LinkSetting {}

  record Name(InterfaceName name) implements LinkSetting {}

  record Mac(MacAddress mac) implements LinkSetting {}

  record Mtu(int bytes) implements LinkSetting {

    public Mtu {
      if (bytes < 1) {
        throw new IllegalArgumentException("an MTU of " + bytes + " bytes, expected 1 or more");
      }
    }
  }

  record TransmitQueue(int packets) implements LinkSetting {

    public TransmitQueue {
      if (packets < 0) {
        throw new IllegalArgumentException(
            "a transmit queue of " + packets + " packets, expected 0 or more");
      }
    }
  }

  record Master(Ifindex master) implements LinkSetting {}

  record NoMaster() implements LinkSetting {}

  record Group(LinkGroup group) implements LinkSetting {}

  record Namespace(NetworkNamespace namespace) implements LinkSetting {}

  record ProcessNamespace(long pid) implements LinkSetting {

    public ProcessNamespace {
      if (pid < 1 || pid > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("no process id: " + pid + ", expected 1 to 2^31 - 1");
      }
    }
  }

  record Alias(String text) implements LinkSetting {

    public Alias {
      int bytes = text.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > 255 || text.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "a link alias of " + bytes + " bytes, expected up to 255 and no zero byte: " + text);
      }
    }
  }

  record Index(Ifindex index) implements LinkSetting {}
}
