package io.libnetwork.explain;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.TransportPort;
import io.libnetwork.explain.Answer.Reached;
import io.libnetwork.explain.Answer.Stopped;
import io.libnetwork.explain.Answer.Unclear;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A question about a service's port, asked once for each backend that may be drawn: who asks may
/// come to any of them. Not for several threads.
final class Drawing {

  /// More are not asked: they would tell nothing new.
  private static final int MOST = 64;

  private final Map<String, Answer> answers;
  private final int all;

  private Drawing(Map<String, Answer> answers, int all) {
    this.answers = answers;
    this.all = all;
  }

  /// Asks about each backend of a service's port.
  ///
  /// @param asking asks, whichever is drawn
  /// @return empty where nothing is drawn
  static Optional<Drawing> of(
      Survey survey, IpAddress to, TransportPort port, Supplier<Answer> asking) {
    NamespaceView host = survey.host();
    Map<String, String> backends =
        new PortMaps(host.ruleset()).backends(port.protocol(), to, port.port().number());
    if (backends.isEmpty() || host.drawn().isPresent()) {
      return Optional.empty();
    }
    Map<String, Answer> answers = new LinkedHashMap<>();
    backends.entrySet().stream()
        .limit(MOST)
        .forEach(backend -> {
          host.draw(Optional.of(backend.getValue()));
          try {
            answers.put(backend.getKey().replace(" . ", ":"), asking.get());
          } finally {
            host.draw(Optional.empty());
          }
        });
    return Optional.of(new Drawing(answers, backends.size()));
  }

  /// What is said of each, as sentences.
  List<String> told() {
    List<String> told = new ArrayList<>();
    told.add("a service's: connections are shared out among " + all + " backends");
    answers.forEach((backend, answer) -> told.add("backend " + backend + ": " + answer));
    if (all > answers.size()) {
      told.add("and " + (all - answers.size()) + " backends that nobody asked about");
    }
    return told;
  }

  /// What is true whichever is drawn; where they differ it cannot be told.
  Answer answer() {
    List<Answer> each = List.copyOf(answers.values());
    Answer first = each.getFirst();
    long reached = each.stream().filter(Reached.class::isInstance).count();
    if (each.size() == 1 || each.stream().noneMatch(Reached.class::isInstance)) {
      return first;
    }
    if (reached == each.size() && first instanceof Reached(String listener, var as, var path)) {
      return new Reached("any of %d backends, such as %s".formatted(all, listener), as, path);
    }
    Answer other =
        each.stream().filter(answer -> !(answer instanceof Reached)).findFirst().orElse(first);
    return new Unclear(
        "it depends on the backend that is drawn: %d of %d are reached, and of another it is said: %s"
            .formatted(reached, each.size(), said(other)),
        Optional.empty(),
        other.path());
  }

  private static String said(Answer answer) {
    return switch (answer) {
      case Stopped stopped -> stopped.toString();
      case Unclear unclear -> unclear.toString();
      case Reached reached -> reached.toString();
    };
  }
}
