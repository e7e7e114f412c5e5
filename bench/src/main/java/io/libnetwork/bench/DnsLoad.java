package io.libnetwork.bench;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program that asks name servers, `dns.c`: in C, so that who asks costs little beside who
/// answers, and is the same for all.
///
/// @param program where it is, linked statically, so that it runs in a container that has nothing
///   else
record DnsLoad(Path program) {

  private static final int SECONDS = 2;

  /// Where a name server is asked.
  ///
  /// @param namespace the path of the namespace that it is asked from
  record Place(String namespace, IpAddress address, Port port) {}

  /// What came of asking for two seconds.
  ///
  /// @param rate answers in a second
  /// @param p50 the median of their latencies, in microseconds
  /// @param bad answers without an address, and questions without an answer in a second
  record Answers(double rate, double p50, double p95, double p99, long count, long bad) {

    static Answers parse(String line) {
      String[] words = line.strip().split(" ", -1);
      if (words.length != 6) {
        throw new IllegalStateException("what asks name servers said: " + line);
      }
      return new Answers(
          Double.parseDouble(words[0]),
          Double.parseDouble(words[1]),
          Double.parseDouble(words[2]),
          Double.parseDouble(words[3]),
          Long.parseLong(words[4]),
          Long.parseLong(words[5]));
    }
  }

  /// Compiles it.
  static DnsLoad compile(Path folder) {
    Path source = folder.resolve("dns.c");
    Path program = folder.resolve("dns");
    try (InputStream text = DnsLoad.class.getResourceAsStream("dns.c")) {
      if (text == null) {
        throw new IllegalStateException("dns.c is not among the resources");
      }
      Files.copy(text, source);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + source, failure);
    }
    Programs.run(List.of("cc", "-O2", "-static", "-o", program.toString(), source.toString()));
    return new DnsLoad(program);
  }

  /// Asks, and answers what came of it.
  ///
  /// @param outstanding how many questions at a time
  Answers ask(Place place, int outstanding, List<String> names) {
    return ask("load", place, outstanding, names);
  }

  /// As [#ask], of an echo.
  Answers knock(Place place, int outstanding, List<String> names) {
    return ask("knock", place, outstanding, names);
  }

  private Answers ask(String how, Place place, int outstanding, List<String> names) {
    List<String> command =
        new ArrayList<>(List.of("nsenter", "--net=" + place.namespace(), "--", program.toString()));
    command.addAll(arguments(how, place, outstanding, names));
    return Answers.parse(Programs.run(command));
  }

  /// What the program is given.
  static List<String> arguments(String how, Place place, int outstanding, List<String> names) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                how,
                place.address().toString(),
                place.port().toString(),
                Integer.toString(outstanding),
                Integer.toString(SECONDS)));
    arguments.addAll(names);
    return arguments;
  }
}
