package io.libnetwork.doctor;

import java.util.List;

/// Looks for one kind of thing that can be wrong. Changes nothing.
interface Check {

  /// As findings name it: lower case, with hyphens.
  String name();

  /// What is wrong.
  ///
  /// @throws RuntimeException when it cannot be told; its message says why
  List<Finding> look(Scene scene);
}
