package io.libnetwork.doctor;

import java.util.List;

/// One thing that is wrong.
///
/// @param check which check has found it, as in `mtu`
/// @param object what it is about, as in `interface br-0123456789ab (network shop)`
/// @param what is wrong, as in `MTU 9000, and the way out has 1500`
/// @param why that matters, or how it came about
/// @param toDo what to type or to do, in order
/// @param repairable whether the library puts it right when it is told to repair; what is others'
///   to decide never is
public record Finding(
    String check, String object, String what, String why, List<String> toDo, boolean repairable) {

  public Finding {
    toDo = List.copyOf(toDo);
  }

  /// As in `interface br-0123456789ab: MTU 9000, and the way out has 1500`.
  @Override
  public String toString() {
    return object + ": " + what;
  }
}
