package io.libnetwork.linux.rtnetlink;

/// A link that drops what is sent by it.
public record Dummy() implements LinkKind {

  @Override
  public String text() {
    return "dummy";
  }
}
