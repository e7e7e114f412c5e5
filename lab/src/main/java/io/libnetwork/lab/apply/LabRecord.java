package io.libnetwork.lab.apply;

import io.libnetwork.lab.Lab;
import io.libnetwork.lab.command.StartedCommand;
import io.libnetwork.lab.file.LabFile;
import io.libnetwork.linux.BootId;
import io.libnetwork.linux.ProcessIdentity;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is kept of a lab.
///
/// @param lab as it was last applied; empty while it is applied for the first time
/// @param pending as it is being applied; empty where it is not
/// @param started its commands
/// @param boot in which they were started
record LabRecord(Optional<Lab> lab, Optional<Lab> pending, List<Started> started, BootId boot) {

  static final String KIND = "lab";

  private static final String LAB = "lab";
  private static final String PENDING = "pending";
  private static final String COMMANDS = "commands";
  private static final String BOOT = "boot";
  private static final String SANDBOX = "sandbox";
  private static final String PID = "pid";
  private static final String TICK = "started";

  /// A command's process.
  ///
  /// @param sandbox in which it runs
  record Started(String sandbox, ProcessIdentity process) {}

  LabRecord {
    started = List.copyOf(started);
  }

  static LabRecord of(Optional<Lab> lab, Optional<Lab> pending, List<StartedCommand> commands) {
    return new LabRecord(
        lab,
        pending,
        commands.stream().map(it -> new Started(it.sandbox(), it.process())).toList(),
        BootId.current());
  }

  static RecordKey key(String lab) {
    return new RecordKey(KIND, lab);
  }

  Fields fields() {
    Fields.Builder fields = Fields.builder();
    lab.ifPresent(there -> fields.text(LAB, LabFile.write(there)));
    pending.ifPresent(there -> fields.text(PENDING, LabFile.write(there)));
    List<StateValue> items = new ArrayList<>();
    for (Started command : started) {
      items.add(
          Fields.builder()
              .text(SANDBOX, command.sandbox())
              .whole(PID, command.process().pid())
              .whole(TICK, command.process().started())
              .build());
    }
    return fields.items(COMMANDS, items).text(BOOT, boot.value()).build();
  }

  static LabRecord of(Fields fields) {
    List<Started> started = new ArrayList<>();
    for (StateValue item : fields.items(COMMANDS)) {
      if (item instanceof Fields of) {
        started.add(
            new Started(of.text(SANDBOX), new ProcessIdentity(of.whole(PID), of.whole(TICK))));
      }
    }
    return new LabRecord(
        lab(fields, LAB), lab(fields, PENDING), started, new BootId(fields.text(BOOT)));
  }

  private static Optional<Lab> lab(Fields fields, String name) {
    return fields.find(name).isEmpty()
        ? Optional.empty()
        : Optional.of(LabFile.read(fields.text(name)).lab());
  }
}
