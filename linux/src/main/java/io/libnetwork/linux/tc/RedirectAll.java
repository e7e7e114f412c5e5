package io.libnetwork.linux.tc;

import io.libnetwork.linux.rtnetlink.Ifindex;

/// Every packet leaves by another link instead: `u32 match u32 0 0 action mirred egress redirect`,
/// see tc-u32(8) and tc-mirred(8).
///
/// Where that link is an `ifb`, packets come back to where they were once it has sent them.
///
/// @param to the other link; when it goes the packets are dropped
public record RedirectAll(Ifindex to) implements FilterKind {

  @Override
  public String text() {
    return "u32";
  }
}
