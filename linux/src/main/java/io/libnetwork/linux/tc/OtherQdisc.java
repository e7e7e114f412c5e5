package io.libnetwork.linux.tc;

/// A kind that is not spoken here, or one without options: read where the kernel tells of it, and
/// made with what the kernel gives it by default.
///
/// @param text the kernel's word for it, as `noqueue` or `fq_codel`
public record OtherQdisc(String text) implements QdiscKind {

  /// @throws IllegalArgumentException when the text is empty
  public OtherQdisc {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no kind of queueing discipline: \"\", expected a word");
    }
  }
}
