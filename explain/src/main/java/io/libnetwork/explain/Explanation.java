package io.libnetwork.explain;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.TransportPort;
import java.util.List;
import java.util.Optional;

/// What is said to a question.
///
/// @param answer by the rulesets that the kernel has
/// @param asDesired by the ruleset that the host should have, and nothing of others' in it; empty
///   where nobody knows what it should have
/// @param missing what of it the kernel does not have, as sentences
/// @param publication for a port of the host: what is known of it, as sentences
/// @param toType what to type so that it is reached; empty where it is, or nothing helps
public record Explanation(
    Origin from,
    IpAddress to,
    TransportPort port,
    Answer answer,
    Optional<Answer> asDesired,
    List<String> missing,
    List<String> publication,
    List<String> toType) {

  public Explanation {
    missing = List.copyOf(missing);
    publication = List.copyOf(publication);
    toType = List.copyOf(toType);
  }

  /// Whether the kernel answers otherwise than it should, by rules that are missing or by others'.
  public boolean differs() {
    return asDesired.filter(desired -> !desired.getClass().equals(answer.getClass())).isPresent();
  }

  /// The answer first, then the way, then what to type.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    String place = to.toString().indexOf(':') < 0 ? to.toString() : "[" + to + "]";
    text.append(from).append(" to ").append(place).append(':').append(port).append(": ");
    text.append(answer).append('\n');
    if (differs()) {
      text.append("by the rules that should be there: ").append(asDesired.get()).append('\n');
    }
    section(text, "missing", missing);
    section(text, "the port", publication);
    section(text, "the way", answer.path().stream().map(Step::toString).toList());
    section(text, "to type", toType);
    return text.toString();
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append(title).append(":\n");
      lines.forEach(line -> text.append("  ").append(line).append('\n'));
    }
  }
}
