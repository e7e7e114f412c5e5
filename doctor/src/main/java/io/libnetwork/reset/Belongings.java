package io.libnetwork.reset;

import io.libnetwork.ChangedParameters;
import io.libnetwork.StoredNames;
import io.libnetwork.drivers.firewall.FirewallRemains;
import io.libnetwork.drivers.links.MarkedLink;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a host has of ours.
///
/// @param links with our mark, of controllers with this host's folder
/// @param othersLinks with our mark, of controllers with another folder, which are not touched
/// @param namespaces where namespaces of sandboxes are bound
/// @param firewall our tables, and what the host's owner has put into them
/// @param parameters of the host that were changed for our networks and still are so
/// @param running containers that would lose their network
/// @param folders those that exist and are ours: of the store, and of what lasts until the next
///   boot
/// @param names what the store calls things
/// @param unknown what cannot be told, and why
public record Belongings(
    List<MarkedLink> links,
    List<MarkedLink> othersLinks,
    List<Path> namespaces,
    FirewallRemains firewall,
    List<ChangedParameters> parameters,
    List<Running> running,
    List<Path> folders,
    StoredNames names,
    List<String> unknown) {

  public Belongings {
    links = List.copyOf(links);
    othersLinks = List.copyOf(othersLinks);
    namespaces = List.copyOf(namespaces);
    parameters = List.copyOf(parameters);
    running = List.copyOf(running);
    folders = List.copyOf(folders);
    unknown = List.copyOf(unknown);
  }

  /// Whether there is nothing to be removed.
  public boolean nothing() {
    return links.isEmpty()
        && namespaces.isEmpty()
        && (firewall.tables().isEmpty() || tablesStay())
        && parameters.isEmpty()
        && folders.isEmpty();
  }

  /// Whether the tables guard networks of a controller with another folder.
  public boolean tablesStay() {
    return !othersLinks.isEmpty();
  }

  /// To what a link belongs, as in `network shop`; empty where nothing says it.
  public Optional<String> owner(MarkedLink link) {
    Optional<String> network =
        link.network().map(names.networks()::get).map(name -> "network " + name);
    return network.or(
        () -> link.endpoint().map(names.endpoints()::get).map(name -> "endpoint " + name));
  }
}
