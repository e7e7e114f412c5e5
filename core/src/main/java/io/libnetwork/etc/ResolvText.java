package io.libnetwork.etc;

import java.util.List;
import java.util.stream.Collectors;

/// A `resolv.conf` that is being written: what is read by machines, then comments that tell people
/// where it is from. No comment is read by a machine.
final class ResolvText {

  private static final int SHOWN = 80;

  private static final String HEADER =
      """
      # Made by libnetwork for this container. A change is kept: once edited, this file is not
      # written again.
      """;

  private final StringBuilder text = new StringBuilder(HEADER);
  private final StringBuilder comments = new StringBuilder();

  ResolvText(String source, ResolvOverrides overrides) {
    comment("made from " + source);
    if (!overrides.named().isEmpty()) {
      comment("given for the container: " + String.join(" ", overrides.named()));
    }
  }

  private void comment(String comment) {
    comments.append("# ").append(comment.replaceAll("\\p{Cntrl}", "?")).append('\n');
  }

  private static String joined(List<?> list) {
    return list.stream()
        .map(Object::toString)
        .map(ResolvText::cut)
        .collect(Collectors.joining(" "));
  }

  private static String cut(String word) {
    return word.length() > SHOWN ? word.substring(0, SHOWN) + "..." : word;
  }

  void servers(List<NameServer> servers) {
    servers.forEach(server -> text.append("nameserver ").append(server).append('\n'));
  }

  void search(List<String> domains) {
    line("search", domains);
  }

  void options(List<String> options) {
    line("options", options);
  }

  private void line(String keyword, List<String> words) {
    if (!words.isEmpty()) {
      text.append(keyword).append(' ').append(String.join(" ", words)).append('\n');
    }
  }

  void others(List<String> lines) {
    lines.forEach(line -> text.append(line).append('\n'));
  }

  void upstreams(List<Upstream> upstreams) {
    comment(
        upstreams.isEmpty()
            ? "names of others: nobody is asked, because no name server is known"
            : "names of others are asked for at: " + joined(upstreams));
  }

  void unreachable(List<NameServer> servers) {
    if (!servers.isEmpty()) {
      comment("left out, because the container cannot reach them: " + joined(servers));
    }
  }

  void invalid(List<String> servers) {
    if (!servers.isEmpty()) {
      comment("left out, because they are no addresses: " + joined(servers));
    }
  }

  void ndotsFrom(String whom) {
    comment("ndots is set by " + whom);
  }

  void none(boolean none) {
    if (none) {
      comment("no name server is left: no name will be found until one is given");
    }
  }

  void fallback(boolean taken) {
    if (taken) {
      comment(
          "none of the host's name servers is left: those of the configured fallback stand here");
    }
  }

  @Override
  public String toString() {
    return text + "\n" + comments;
  }
}
