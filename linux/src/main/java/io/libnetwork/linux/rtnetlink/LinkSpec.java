package io.libnetwork.linux.rtnetlink;

import java.util.List;

/// A link to be made.
///
/// ```java
/// LinkSpec.of(host, Veth.to(eth0, in(container), mac(address), up()), master(bridge), up())
/// ```
///
/// @param name the name it has from the beginning
/// @param settings what else it gets in the same message; no second name and no alias
public record LinkSpec(InterfaceName name, LinkKind kind, List<LinkSetting> settings) {

  /// @throws IllegalArgumentException when the settings contain one twice, or one that has no
  ///   effect at creation
  public LinkSpec {
    settings = List.copyOf(settings);
    LinkSettings.requireForCreation(settings, "link " + name);
    boolean indexed = settings.stream().anyMatch(LinkSetting.Index.class::isInstance);
    if (kind instanceof Veth veth && veth.indexed() && !indexed) {
      throw new IllegalArgumentException(
          "an index for peer %s alone: the kernel ignores it unless link %s has one too"
              .formatted(veth.peer(), name));
    }
  }

  /// A link of a kind, with settings.
  public static LinkSpec of(InterfaceName name, LinkKind kind, LinkSetting... settings) {
    return new LinkSpec(name, kind, List.of(settings));
  }
}
