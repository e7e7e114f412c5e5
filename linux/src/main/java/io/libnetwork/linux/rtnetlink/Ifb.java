package io.libnetwork.linux.rtnetlink;

/// An intermediate functional block: a link that traffic is redirected to, to be shaped; see
/// tc-mirred(8).
public record Ifb() implements LinkKind {

  @Override
  public String text() {
    return "ifb";
  }
}
