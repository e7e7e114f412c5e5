package io.libnetwork.lab.apply;

import io.libnetwork.lab.Lab;
import io.libnetwork.lab.command.CommandState;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A lab as it is.
///
/// @param lab as it was last applied
/// @param applying whether it is being applied
/// @param commands how the commands of its sandboxes are
/// @param logs where they write
public record LabState(
    Lab lab, boolean applying, Map<String, CommandState> commands, Map<String, Path> logs) {

  public LabState {
    commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
    logs = Collections.unmodifiableMap(new LinkedHashMap<>(logs));
  }
}
