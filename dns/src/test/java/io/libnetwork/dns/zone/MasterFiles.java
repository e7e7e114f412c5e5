package io.libnetwork.dns.zone;

import java.util.List;
import java.util.Random;

/// Master files of every form, made by a seed.
final class MasterFiles {

  private static final List<String> LABELS =
      List.of("a", "B", "db", "my_service", "x-1", "_tcp", "W0", "y\\097", "deep");

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private String origin = "app.test.";
  private boolean afterAlias;

  MasterFiles(Random random) {
    this.random = random;
  }

  /// A file of the zone `app.test`, with the SOA and NS records that others demand.
  ///
  /// @param most entries beside these
  String next(int most) {
    text.setLength(0);
    origin = "app.test.";
    text.append("$TTL ").append(random.nextInt(1000)).append("\n");
    text.append("@ SOA ns.x. host.x. (1 1d\n 2h30m ; comment )\n 3w 4s)\n\tNS ns.x.\n");
    for (int i = random.nextInt(most); i > 0; i--) {
      entry(i);
    }
    return text.toString();
  }

  private void entry(int number) {
    switch (random.nextInt(12)) {
      case 0 -> text.append("\n ; only a comment ( \" \n");
      case 1 -> text.append("$TTL ").append(ttl()).append('\n');
      case 2 -> {
        String label = random.nextBoolean() ? "" : "sub" + random.nextInt(3) + ".";
        origin = label + "app.test.";
        text.append("$ORIGIN ").append(origin).append(" ; c\r\n");
      }
      case 3 -> alias(number);
      default -> record();
    }
  }

  /// Of a name of its own, since an alias has no other records.
  private void alias(int number) {
    text.append("alias").append(number).append('.').append("app.test. CNAME ").append(name());
    text.append('\n');
    afterAlias = true;
  }

  private void record() {
    text.append(random.nextInt(4) == 0 && !afterAlias ? " " : owner()).append(blank());
    afterAlias = false;
    switch (random.nextInt(4)) {
      case 0 -> text.append("IN").append(blank()).append(ttl()).append(blank());
      case 1 -> text.append(ttl()).append(blank()).append("in").append(blank());
      case 2 -> text.append(ttl()).append(blank());
      default -> {}
    }
    data();
    text.append(random.nextBoolean() ? "\n" : " ; comment \"\n");
  }

  private void data() {
    int depth = random.nextInt(3) == 0 ? 1 : 0;
    text.append(depth == 1 ? "( ;c\n " : "");
    switch (random.nextInt(6)) {
      case 0, 1 -> put("A", "10.0." + random.nextInt(256) + "." + random.nextInt(256));
      case 2 -> put("aaaa", "fd00::" + Integer.toHexString(random.nextInt(1 << 16)));
      case 3 -> put("TXT", strings());
      case 4 -> put("SRV", random.nextInt(9) + blank() + "0" + blank() + "80 " + name());
      default -> put("MX", random.nextInt(99) + blank() + name());
    }
    text.append(depth == 1 ? "\n )" : "");
  }

  private void put(String type, String rdata) {
    text.append(type).append(blank()).append(rdata);
  }

  private String strings() {
    List<String> forms =
        List.of("\"a b\"", "plain", "\"\"", "\"q\\\"x;\"", "\\200\\001", "e\\;f", "\"( ) ;\"");
    StringBuilder strings = new StringBuilder();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      strings.append(forms.get(random.nextInt(forms.size()))).append(blank());
    }
    return strings.toString();
  }

  private String owner() {
    return switch (random.nextInt(8)) {
      case 0 -> "@";
      case 1 -> label() + "." + origin;
      case 2 -> "*." + label();
      default -> name();
    };
  }

  private String name() {
    return switch (random.nextInt(3)) {
      case 0 -> label() + "." + label();
      case 1 -> label() + ".app.test.";
      default -> label();
    };
  }

  private String label() {
    return LABELS.get(random.nextInt(LABELS.size()));
  }

  private String ttl() {
    List<String> forms = List.of("0", "300", "1h", "1H30m", "2d", "2147483647", "1w1s");
    return forms.get(random.nextInt(forms.size()));
  }

  private String blank() {
    return switch (random.nextInt(3)) {
      case 0 -> "\t";
      case 1 -> "  ";
      default -> " ";
    };
  }
}
