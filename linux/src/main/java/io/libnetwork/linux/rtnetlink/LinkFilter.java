package io.libnetwork.linux.rtnetlink;

/// Which links are listed.
public sealed interface LinkFilter {

  /// Links of a kind, by the kernel's word for it, as `veth`.
  static LinkFilter kind(String kind) {
    return new OfKind(kind);
  }

  /// A master's ports.
  static LinkFilter master(Ifindex master) {
    return new PortOf(master);
  }

  /// Links that are administratively up.
  static LinkFilter up() {
    return new Up();
  }

  /// Links of a group.
  static LinkFilter group(LinkGroup group) {
    return new InGroup(group);
  }

  /// Whether a link is listed.
  boolean accepts(Link link);

  record OfKind(String kind) implements LinkFilter {

    @Override
    public boolean accepts(Link link) {
      return link.kind().equals(kind);
    }
  }

  record PortOf(Ifindex master) implements LinkFilter {

    @Override
    public boolean accepts(Link link) {
      return link.master().filter(master::equals).isPresent();
    }
  }

  record Up() implements LinkFilter {

    @Override
    public boolean accepts(Link link) {
      return link.up();
    }
  }

  record InGroup(LinkGroup group) implements LinkFilter {

    @Override
    public boolean accepts(Link link) {
      return link.group().equals(group);
    }
  }
}
