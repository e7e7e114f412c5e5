package io.libnetwork.lab.file;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A lab's file has mistakes, for which the whole of it is refused. It is the cause of the
/// [io.libnetwork.NetworkException.InvalidParameter] that [LabFile] throws.
public final class LabFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 20;

  private final transient List<Mistake> mistakes;

  LabFileException(Optional<String> file, List<Mistake> mistakes) {
    super(text(file.map(name -> name + ":").orElse(""), mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  private static String text(String before, List<Mistake> mistakes) {
    String lines =
        mistakes.stream()
            .limit(SHOWN)
            .map(mistake -> before + mistake)
            .collect(Collectors.joining("\n"));
    int left = mistakes.size() - SHOWN;
    return left > 0 ? "%s\nand %d more mistakes".formatted(lines, left) : lines;
  }

  /// One or more, in the file's order. The message has a line for each of the first 20.
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
