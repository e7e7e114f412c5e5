package io.libnetwork.lab.file;

import io.libnetwork.NetworkException;
import io.libnetwork.lab.Lab;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A lab as it was read from a file of YAML 1.2, of which JSON is a part, and where everything
/// stands in it.
///
/// ```java
/// Lab lab = LabFile.read(Path.of("shop.yaml")).lab();
/// ```
///
/// A file is taken whole or not at all. What is wrong with it is told at once, each with its line
/// and column: the [NetworkException.InvalidParameter] has a line for each mistake, and a
/// [LabFileException] for its cause.
public final class LabFile {

  /// Of a file, in bytes, or of a text, in characters.
  public static final int LARGEST = 1 << 20;

  private static final Pattern EXTENSION = Pattern.compile("\\.(yaml|yml|json)$");

  private final Lab lab;
  private final Map<String, Place> places;

  private LabFile(Lab lab, Map<String, Place> places) {
    this.lab = lab;
    this.places = places;
  }

  /// Reads a lab that says its name.
  ///
  /// @throws NetworkException.InvalidParameter when the text has mistakes
  public static LabFile read(String text) {
    return read(text, Optional.empty());
  }

  /// Reads a lab.
  ///
  /// @param defaultName what it is called where the text does not say it
  /// @throws NetworkException.InvalidParameter when the text has mistakes
  public static LabFile read(String text, Optional<String> defaultName) {
    return told(Optional.empty(), () -> FileText.of(text), defaultName);
  }

  /// Reads a lab that came from a file.
  ///
  /// @param defaultName what it is called where the text does not say it
  /// @param file what messages call it
  /// @throws NetworkException.InvalidParameter when the text has mistakes
  public static LabFile read(String text, Optional<String> defaultName, String file) {
    return told(Optional.of(file), () -> FileText.of(text), defaultName);
  }

  /// Reads a file of UTF-8. A lab that does not say its name has the file's, without its extension.
  ///
  /// @throws NetworkException.InvalidParameter when the file has mistakes
  /// @throws NetworkException.NotFound when there is no such file
  /// @throws NetworkException.Unavailable when it cannot be read
  public static LabFile read(Path file) {
    return told(
        Optional.of(file.toString()), () -> FileText.of(FileText.read(file)), baseName(file));
  }

  private static Optional<String> baseName(Path file) {
    return Optional.ofNullable(file.getFileName())
        .map(name -> EXTENSION.matcher(name.toString()).replaceFirst(""));
  }

  private interface Source {
    String text();
  }

  private static LabFile told(Optional<String> file, Source source, Optional<String> name) {
    try {
      return read(source.text(), name, file);
    } catch (Unreadable wrong) {
      throw refusal(file, List.of(wrong.mistake()));
    }
  }

  private static LabFile read(String text, Optional<String> name, Optional<String> file) {
    YamlValue value =
        YamlSyntax.read(text)
            .orElseThrow(() -> new Unreadable(Place.START, "", "nothing: expected a lab"));
    Findings findings = new Findings(text);
    Lab lab = lab(Part.root(findings, value), name);
    List<Mistake> mistakes = findings.mistakes();
    if (!mistakes.isEmpty()) {
      throw refusal(file, mistakes);
    }
    return new LabFile(lab, findings.places());
  }

  private static Lab lab(Part root, Optional<String> name) {
    try {
      return ReadingLab.read(root, name);
    } catch (Unreadable end) {
      root.findings().addLast(end.mistake());
      return Lab.empty("unread");
    }
  }

  private static NetworkException refusal(Optional<String> file, List<Mistake> mistakes) {
    LabFileException all = new LabFileException(file.map(Quoted::line), mistakes);
    return new NetworkException.InvalidParameter(String.valueOf(all.getMessage()), all);
  }

  /// What the file describes.
  public Lab lab() {
    return lab;
  }

  /// Where a part of the lab stands.
  ///
  /// @param path the keys that lead to it with dots between, and numbers from 0 in lists, as in
  ///   `sandboxes.web.networks.front.addresses.0`
  /// @return where the nearest stands that it is a part of, if it is not in the file itself
  public Optional<Place> place(String path) {
    return Findings.near(places, path);
  }

  /// A lab as YAML that [#read(String)] makes an equal one of. What is as it would be without
  /// saying is not said.
  ///
  /// @throws NetworkException.InvalidParameter when a file cannot say it: a pool of exactly the
  ///   prefix by which any other is asked for
  public static String write(Lab lab) {
    return WritingLab.write(lab);
  }
}
