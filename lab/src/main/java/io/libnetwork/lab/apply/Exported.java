package io.libnetwork.lab.apply;

import io.libnetwork.lab.Lab;
import java.util.List;

/// What is on a host, as a lab.
///
/// @param lab all of it that a lab can be
/// @param unsaid what it cannot say, and what is called otherwise in it, each as a line
public record Exported(Lab lab, List<String> unsaid) {

  public Exported {
    unsaid = List.copyOf(unsaid);
  }
}
