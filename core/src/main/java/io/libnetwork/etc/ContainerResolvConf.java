package io.libnetwork.etc;

import java.util.List;

/// A container's `resolv.conf`, ready to be written.
///
/// @param text of the file
/// @param upstreams whom the container's resolver asks; none for a container without one
public record ContainerResolvConf(String text, List<Upstream> upstreams) {
  public ContainerResolvConf {
    upstreams = List.copyOf(upstreams);
  }
}
