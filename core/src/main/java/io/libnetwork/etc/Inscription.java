package io.libnetwork.etc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is written down beside a file of ours: which text of it is ours.
sealed interface Inscription {

  /// As a file has it.
  String text();

  /// A text that has this hash is ours.
  ///
  /// @param hash `sha256:` and 64 hexadecimal digits
  record Written(String hash) implements Inscription {
    @Override
    public String text() {
      return "written " + hash + "\n";
    }
  }

  /// A write was begun, and whoever finds this does not know how far it came.
  ///
  /// @param hash of the text that is ours when it is done
  /// @param from what the file had; empty also for no file
  /// @param to what it is to have
  record Writing(String hash, String from, String to) implements Inscription {

    @Override
    public String text() {
      return "writing %s %d %d\n".formatted(hash, from.length(), to.length()) + from + to;
    }

    /// The new text as it is written over the old one: blank lines hide what it is shorter by until
    /// that is cut off.
    String covering() {
      return to + "\n".repeat(Math.max(0, from.length() - to.length()));
    }

    /// The file has what this write may have left when it was cut short: the beginning of the new
    /// text, and of the old one the rest.
    boolean left(String now) {
      if (now.equals(to)) {
        return true;
      }
      String covering = covering();
      int most = Math.min(now.length(), covering.length());
      int begun = 0;
      while (begun < most && now.charAt(begun) == covering.charAt(begun)) {
        begun++;
      }
      return now.substring(begun).equals(from.substring(Math.min(begun, from.length())));
    }
  }

  /// Nobody can tell, so nothing is ours.
  record Illegible() implements Inscription {
    @Override
    public String text() {
      return "";
    }
  }

  Pattern HEADER =
      Pattern.compile(
          "written (sha256:[0-9a-f]{64})\n|writing (sha256:[0-9a-f]{64}) ([0-9]{1,8}) ([0-9]{1,8})\n");

  /// Reads one. What follows it is of a longer one before it.
  static Inscription parse(String text) {
    Matcher header = HEADER.matcher(text);
    if (!header.lookingAt()) {
      return new Illegible();
    }
    if (header.group(1) != null) {
      return new Written(header.group(1));
    }
    int from = header.end();
    int to = from + Integer.parseInt(header.group(3));
    int end = to + Integer.parseInt(header.group(4));
    return end <= text.length()
        ? new Writing(header.group(2), text.substring(from, to), text.substring(to, end))
        : new Illegible();
  }

  /// Of a text of one byte a character.
  static String hash(String text) {
    try {
      return "sha256:"
          + HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256")
                      .digest(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
