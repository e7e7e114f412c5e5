package io.libnetwork.lab.file;

import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.dns.zone.ZoneFile;
import io.libnetwork.dns.zone.ZoneFileException;
import io.libnetwork.lab.file.YamlValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads a network's zones: master files by their origins, as one text or as a list of lines.
final class ReadingZones {

  private ReadingZones() {}

  static List<Zone> read(Map<String, Part> records) {
    List<Zone> zones = new ArrayList<>();
    records.forEach((origin, part) -> read(origin, part).ifPresent(zones::add));
    return zones;
  }

  private static Optional<Zone> read(String origin, Part part) {
    Optional<DomainName> name = part.made(() -> DomainName.parse(origin));
    if (part.list()) {
      return name.flatMap(of -> ofLines(of, part));
    }
    return name.flatMap(of -> part.text().flatMap(text -> ofText(of, text, part)));
  }

  private static Optional<Zone> ofText(DomainName origin, String text, Part part) {
    try {
      return part.made(() -> ZoneFile.parse(text, origin));
    } catch (ZoneFileException wrong) {
      wrong.mistakes().forEach(mistake -> add(mistake, text, part));
      return Optional.empty();
    }
  }

  /// In a literal block the lines of the file are the zone's, behind as many blanks for each.
  private static void add(ZoneFileException.Mistake mistake, String text, Part part) {
    if (part.value() instanceof Text block && block.style() == Text.Style.LITERAL) {
      int number = block.place().line() + mistake.line();
      String line = text.lines().skip(mistake.line() - 1L).findFirst().orElse("");
      int blanks = Math.max(0, part.findings().line(number).length() - line.length());
      Place place = new Place(number, blanks + mistake.column());
      part.findings().add(place, part.path(), mistake.message());
    } else {
      part.mistake("at %d:%d: %s".formatted(mistake.line(), mistake.column(), mistake.message()));
    }
  }

  private static Optional<Zone> ofLines(DomainName origin, Part part) {
    List<Part> lines = part.items();
    String text = lines.stream().map(ReadingZones::line).collect(Collectors.joining("\n"));
    try {
      return part.made(() -> ZoneFile.parse(text, origin));
    } catch (ZoneFileException wrong) {
      wrong.mistakes().forEach(mistake -> lines.get(mistake.line() - 1).mistake(inLine(mistake)));
      return Optional.empty();
    }
  }

  private static String line(Part part) {
    return part.text().filter(text -> single(text, part)).orElse("");
  }

  private static boolean single(String text, Part part) {
    boolean single = text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    if (!single) {
      part.mistake("a line break in one of a zone's lines: expected a text of several, or a list");
    }
    return single;
  }

  private static String inLine(ZoneFileException.Mistake mistake) {
    return "at column %d: %s".formatted(mistake.column(), mistake.message());
  }
}
