package io.libnetwork.testing;

import io.libnetwork.spi.DriverTraits;
import java.util.List;
import java.util.stream.Stream;

/// What a controller has a driver do, one operation after the other, on [one network with one
/// endpoint][DriverSubjects]: each needs that those before it were performed.
enum DriverOperation {
  CREATE_NETWORK {
    @Override
    void perform(DriverSubjects subjects) {
      subjects.createNetwork();
    }
  },
  CREATE_ENDPOINT {
    @Override
    void perform(DriverSubjects subjects) {
      subjects.createEndpoint();
    }
  },
  JOIN {
    @Override
    void perform(DriverSubjects subjects) {
      subjects.endpoint().join(subjects.sandbox());
    }
  },
  LEAVE {
    @Override
    void perform(DriverSubjects subjects) {
      subjects.endpoint().leave();
    }
  },
  DELETE_ENDPOINT {
    @Override
    void perform(DriverSubjects subjects) {
      subjects.endpoint().delete();
    }
  },
  DELETE_NETWORK {
    @Override
    void perform(DriverSubjects subjects) {
      subjects.network().delete();
    }
  };

  abstract void perform(DriverSubjects subjects);

  /// Whether it takes something away. Such an operation is not undone when a step of it is refused,
  /// but may be tried again.
  boolean removes() {
    return compareTo(LEAVE) >= 0;
  }

  /// Those that a kind of network knows, in their order: one of which there is one network at most
  /// never deletes it.
  static List<DriverOperation> knownTo(DriverTraits traits) {
    return Stream.of(values())
        .filter(operation -> operation != DELETE_NETWORK || !traits.single())
        .toList();
  }

  /// Performs what must have been before.
  void prepare(DriverSubjects subjects) {
    for (DriverOperation before : values()) {
      if (before == this) {
        return;
      }
      before.perform(subjects);
    }
  }
}
