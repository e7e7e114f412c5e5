package io.libnetwork.testing.crash;

import java.util.Set;
import java.util.TreeSet;

/// What must be true: which networks there are, and which container is attached to which of them.
///
/// @param networks by name
/// @param attached container and network, as in `c3 n1`
record HistoryModel(Set<String> networks, Set<String> attached) {

  /// The model after an operation, as in `attach c3 n1`.
  HistoryModel after(String operation) {
    String[] words = operation.split(" ", 2);
    HistoryModel next = new HistoryModel(new TreeSet<>(networks), new TreeSet<>(attached));
    boolean _ =
        switch (words[0]) {
          case "create" -> next.networks.add(words[1]);
          case "delete" -> next.networks.remove(words[1]);
          case "attach" -> next.attached.add(words[1]);
          case "detach" -> next.attached.remove(words[1]);
          case "remove" -> next.attached.removeIf(each -> each.startsWith(words[1] + " "));
          default -> throw new IllegalArgumentException("no operation: " + operation);
        };
    return next;
  }
}
