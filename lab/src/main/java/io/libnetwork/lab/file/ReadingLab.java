package io.libnetwork.lab.file;

import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.LabService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Reads a whole lab.
final class ReadingLab {

  /// What a lab is called whose name is a mistake.
  private static final String NAMELESS = "nameless";

  private ReadingLab() {}

  /// @param name the lab's, where the file does not say it
  static Lab read(Part root, Optional<String> name) {
    Optional<Fields> fields = root.fields(Keys.LAB);
    if (fields.isEmpty()) {
      return Lab.empty(NAMELESS);
    }
    Fields lab = fields.get();
    List<LabNetwork> networks = each(lab, "networks", ReadingNetwork::read);
    Optional<String> only =
        Optional.of(networks).filter(all -> all.size() == 1).map(all -> all.getFirst().name());
    List<LabSandbox> sandboxes = each(lab, "sandboxes", ReadingSandbox::read);
    List<LabService> services =
        each(lab, "services", (key, part) -> ReadingService.read(key, part, only));
    Lab read = new Lab(name(lab, name), networks, sandboxes, services);
    Checks.check(read, Declared.in(lab), root.findings());
    return read;
  }

  private static String name(Fields lab, Optional<String> otherwise) {
    Optional<Part> part = lab.find("lab");
    if (part.isPresent()) {
      return part.get().parsed(ReadingLab::valid).orElse(NAMELESS);
    }
    if (otherwise.isEmpty()) {
      lab.of().mistake("no lab: expected its name, as in `lab: shop`");
    }
    return otherwise.flatMap(text -> lab.of().made(() -> valid(text))).orElse(NAMELESS);
  }

  private static String valid(String name) {
    return Lab.empty(name).name();
  }

  private static <T> List<T> each(
      Fields lab, String key, BiFunction<String, Part, Optional<T>> read) {
    List<T> all = new ArrayList<>();
    lab.entries(key)
        .forEach((name, part) -> {
          part.count();
          read.apply(name, part).ifPresent(all::add);
        });
    return all;
  }
}
