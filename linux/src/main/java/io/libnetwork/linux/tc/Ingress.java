package io.libnetwork.linux.tc;

/// Where filters look at what a link receives. It holds no packets; see "ingress" in tc(8).
public record Ingress() implements QdiscKind {

  @Override
  public String text() {
    return "ingress";
  }
}
