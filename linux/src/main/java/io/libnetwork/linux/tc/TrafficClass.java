package io.libnetwork.linux.tc;

import io.libnetwork.linux.rtnetlink.Ifindex;

/// A class at its place.
///
/// @param link the link whose packets it is for
/// @param parent the queueing discipline it belongs to, or the class it is below. Read back
///   [Handle#ROOT] stands for the former
/// @param id its own handle, with the major number of its queueing discipline
public record TrafficClass(Ifindex link, Handle parent, Handle id, ClassKind kind) {

  /// As in `class htb 1:10 of link 7`.
  @Override
  public String toString() {
    return "class " + kind.text() + " " + id + " of link " + link;
  }
}
