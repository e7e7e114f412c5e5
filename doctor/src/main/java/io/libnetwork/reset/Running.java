package io.libnetwork.reset;

import java.util.List;

/// A container that has an interface of ours and processes.
///
/// @param container its id, or where its namespace is found, where nothing says its id
/// @param processes their numbers
public record Running(String container, List<Long> processes) {

  public Running {
    processes = List.copyOf(processes);
  }

  /// As in `web (process 812)`.
  @Override
  public String toString() {
    String numbers = String.join(", ", processes.stream().map(String::valueOf).toList());
    return "%s (%s %s)"
        .formatted(container, processes.size() == 1 ? "process" : "processes", numbers);
  }
}
