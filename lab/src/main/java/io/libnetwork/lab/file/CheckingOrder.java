package io.libnetwork.lab.file;

import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabSandbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Sandboxes that wait for each other.
final class CheckingOrder {

  private static final String ARROW = " -> ";

  /// As many circles as mistakes are shown.
  private static final int MOST = 20;

  /// Those that are not known to end, with what each waits for.
  private final Map<String, Set<String>> waiting = new LinkedHashMap<>();

  private CheckingOrder(Lab lab) {
    lab.sandboxes()
        .forEach(sandbox -> waiting.put(sandbox.name(), new LinkedHashSet<>(sandbox.after())));
    waiting.values().forEach(after -> after.retainAll(waiting.keySet()));
  }

  /// Each circle is told once, at its first sandbox of the file that is in it.
  static void check(Lab lab, Findings findings) {
    CheckingOrder checking = new CheckingOrder(lab);
    Optional<List<String>> circle = checking.circle();
    for (int told = 0; told < MOST && circle.isPresent(); told++) {
      tell(circle.get(), lab, findings);
      circle.get().forEach(checking.waiting::remove);
      checking.waiting.values().forEach(after -> after.retainAll(checking.waiting.keySet()));
      circle = checking.circle();
    }
  }

  private static void tell(List<String> circle, Lab lab, Findings findings) {
    String first = circle.getFirst();
    List<String> after = lab.sandbox(first).map(LabSandbox::after).orElse(List.of());
    String next = circle.size() > 1 ? circle.get(1) : first;
    findings.add(
        "sandboxes.%s.after.%d".formatted(first, after.indexOf(next)),
        "sandboxes that wait for each other: %s%s%s"
            .formatted(String.join(ARROW, circle), ARROW, first));
  }

  /// One of those that are left, in the order in which they wait.
  private Optional<List<String>> circle() {
    takeFree();
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    List<String> way = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    String at = waiting.keySet().iterator().next();
    while (seen.add(at)) {
      way.add(at);
      at = Objects.requireNonNull(waiting.get(at)).iterator().next();
    }
    return Optional.of(List.copyOf(way.subList(way.indexOf(at), way.size())));
  }

  /// Takes away who waits for nobody, until everybody waits.
  private void takeFree() {
    Map<String, List<String>> waiters = new LinkedHashMap<>();
    waiting.forEach((name, after) ->
        after.forEach(each -> waiters.computeIfAbsent(each, _ -> new ArrayList<>()).add(name)));
    List<String> free = new ArrayList<>();
    waiting.forEach((name, after) -> {
      if (after.isEmpty()) {
        free.add(name);
      }
    });
    while (!free.isEmpty()) {
      String name = free.removeLast();
      waiting.remove(name);
      for (String waiter : waiters.getOrDefault(name, List.of())) {
        Set<String> after = waiting.get(waiter);
        if (after != null && after.remove(name) && after.isEmpty()) {
          free.add(waiter);
        }
      }
    }
  }
}
