package io.libnetwork.plugins.client;

import io.libnetwork.Host;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkFlag;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.spi.EndpointSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A link that a plugin has ready in the host's namespace, and that goes into a sandbox's and back.
///
/// @param host whose namespace it is
/// @param source its name there, as the plugin says it
/// @param plugin the plugin's name
record MovedLink(Host host, String source, String plugin) {

  /// What the alias of links begins with that are ours.
  private static final String OURS = "libnetwork ";

  /// An interface inside.
  ///
  /// @param up whether it was told to be
  record Inside(Ifindex index, boolean up) {}

  /// Moves it in under its final name, down and without addresses.
  ///
  /// @throws PluginException.Broken if it is none that the plugin can have made
  Ifindex in(NetworkNamespace sandbox, InterfaceName name, EndpointSpec spec) {
    Link waiting =
        host.rtnetlink()
            .find(Links.get(sourceName()))
            .orElseThrow(() -> wrong("which is not in the host's namespace"));
    requireForeign(waiting);
    List<LinkSetting> settings = new ArrayList<>();
    settings.add(LinkSetting.in(sandbox));
    settings.add(LinkSetting.name(name));
    spec.macAddress().ifPresent(mac -> settings.add(LinkSetting.mac(mac)));
    spec.mtu().ifPresent(mtu -> settings.add(LinkSetting.mtu(mtu)));
    host.rtnetlink().execute(Links.change(waiting.index(), settings.toArray(LinkSetting[]::new)));
    return find(sandbox, name).orElseThrow(() -> wrong("which has gone on its way")).index();
  }

  /// Finds it inside.
  Optional<Inside> find(NetworkNamespace sandbox, InterfaceName name) {
    try (Rtnetlink inside = Rtnetlink.open(host.namespaceThread(), sandbox)) {
      return inside
          .find(Links.get(name))
          .map(link -> new Inside(link.index(), link.flags().contains(LinkFlag.UP)));
    }
  }

  /// Moves it back under the name that the plugin knows it by. Where it is gone nothing is done.
  void back(NetworkNamespace sandbox, InterfaceName name) {
    try (Rtnetlink inside = Rtnetlink.open(host.namespaceThread(), sandbox)) {
      Optional<Link> link = inside.find(Links.get(name));
      if (link.isPresent()) {
        inside.execute(
            Links.change(
                link.get().index(),
                LinkSetting.in(host.namespace()),
                LinkSetting.name(sourceName())));
      }
    }
  }

  private InterfaceName sourceName() {
    try {
      return new InterfaceName(source);
    } catch (IllegalArgumentException malformed) {
      throw new PluginException.Broken(
          "plugin %s named a link: %s".formatted(plugin, malformed.getMessage()), malformed);
    }
  }

  /// Ours belong to other endpoints.
  private void requireForeign(Link link) {
    if (link.index().equals(Ifindex.LOOPBACK)) {
      throw wrong("which is the host's loopback interface");
    }
    if (link.alias().filter(alias -> alias.startsWith(OURS)).isPresent()) {
      throw wrong("which belongs to something else: " + link.alias().get());
    }
  }

  private PluginException wrong(String what) {
    return new PluginException.Broken(
        "plugin %s said that link '%s' is the interface, %s".formatted(plugin, source, what));
  }
}
