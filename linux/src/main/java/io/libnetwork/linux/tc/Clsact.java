package io.libnetwork.linux.tc;

/// Where filters look at what a link receives and at what it sends. It holds no packets; see
/// tc-bpf(8).
public record Clsact() implements QdiscKind {

  @Override
  public String text() {
    return "clsact";
  }
}
