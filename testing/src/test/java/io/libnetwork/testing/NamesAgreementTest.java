package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/// What `dig` and dnsjava understand of each kind of answer: the same, and what was to be said.
class NamesAgreementTest {

  private static final Path DIG = Path.of("/usr/bin/dig");
  private static final Pattern STATUS = Pattern.compile("status: (\\w+)");
  private static final Pattern FLAGS = Pattern.compile(";; flags:([^;]*);");
  private static final Pattern ANSWER =
      Pattern.compile("^([^;\\s]\\S*)\\s+\\d+\\s+IN\\s+(\\S+)\\s+(.*)$", Pattern.MULTILINE);

  private static final List<String> MANY =
      IntStream.range(0, 150).mapToObj(i -> "192.0.2." + i).toList();

  private static final String APP =
      """
      @               IN SOA  ns.app. admin.app. 1 60 60 60 30
      @               IN NS   ns.app.
      ns              IN A    192.0.2.53
      api             IN A    192.0.2.81
      api             IN AAAA 2001:db8::81
      *.wild          IN TXT  "anybody" "else"
      mail            IN MX   10 mx.app.
      mail            IN MX   20 mx2.app.
      mail            IN TXT  "v=spf1 -all"
      _http._tcp.web  IN SRV  1 2 8080 api.app.
      box             IN CNAME web.
      deep            IN CNAME deeper.app.
      deeper          IN CNAME api.app.
      out             IN CNAME www.example.org.
      gone            IN CNAME nobody.
      ptr             IN PTR  api.app.
      """;

  @TempDir private Path folder;
  private NamesLab lab;
  private Sandbox asker;
  private String v4;
  private String v6;

  @BeforeEach
  void open() {
    boolean installed = Files.isExecutable(DIG);
    if (!installed) {
      System.err.println("SKIPPED: no " + DIG + " (bind9-dnsutils) to compare with");
    }
    Assumptions.assumeTrue(installed, "no " + DIG + " to compare with");
    lab = NamesLab.open(folder, "127.0.0.1");
    StringBuilder zone = new StringBuilder(APP);
    MANY.forEach(address -> zone.append("many IN A ").append(address).append('\n'));
    Network lan = lab.network("lan", NetworkOption.DnsZone.of("app", zone.toString()));
    Attachment web = lab.controller().attach("web", lan);
    asker = web.sandbox();
    v4 = web.endpoint().address(IpFamily.V4).orElseThrow().address().toString();
    v6 = web.endpoint().address(IpFamily.V6).orElseThrow().address().toString();
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  /// What one of the two has understood.
  ///
  /// @param records of the answer section: owner, type and data
  private record Said(String rcode, boolean truncated, List<String> records) {}

  private static String record(String owner, String type, String data) {
    String value = type.equals("A") || type.equals("AAAA") ? IpAddress.parse(data) + "" : data;
    return owner.toLowerCase(Locale.ROOT) + " " + type + " " + value;
  }

  private Said dig(String... question) {
    List<String> command =
        new ArrayList<>(List.of(DIG.toString(), "+tries=1", "+time=3", "@127.0.0.11"));
    command.addAll(List.of(question));
    String printed = Commands.run(Path.of(asker.key()), command.toArray(String[]::new));
    Matcher status = STATUS.matcher(printed);
    Matcher flags = FLAGS.matcher(printed);
    assertThat(status.find() && flags.find()).as(printed).isTrue();
    List<String> records =
        ANSWER
            .matcher(printed.replaceAll("(?s);; (AUTHORITY|ADDITIONAL) SECTION.*", ""))
            .results()
            .map(found -> record(found.group(1), found.group(2), found.group(3).strip()))
            .sorted()
            .toList();
    return new Said(status.group(1), flags.group(1).contains(" tc"), records);
  }

  /// How dnsjava asks.
  private enum Way {
    EITHER,
    CONNECTION,
    DATAGRAM
  }

  private Said dnsjava(String name, int type, Way way) throws IOException {
    DnsjavaAsker dnsjava = new DnsjavaAsker(lab, asker);
    Name asked = Name.fromString(name, Name.root);
    Message query = Message.newQuery(Record.newRecord(asked, type, DClass.IN));
    Message answer =
        switch (way) {
          case EITHER -> dnsjava.ask(query);
          case CONNECTION -> dnsjava.askByConnection(query);
          case DATAGRAM -> dnsjava.askByDatagram(query);
        };
    List<String> records =
        answer.getSection(Section.ANSWER).stream()
            .map(found ->
                record(found.getName().toString(), Type.string(found.getType()), data(found)))
            .sorted()
            .toList();
    return new Said(Rcode.string(answer.getRcode()), answer.getHeader().getFlag(Flags.TC), records);
  }

  /// As dig writes it.
  private static String data(Record record) {
    return record instanceof TXTRecord texts
        ? texts.getStrings().stream().map(text -> '"' + text + '"').collect(Collectors.joining(" "))
        : record.rdataToString();
  }

  /// Both have understood that, over datagrams and over connections.
  private void says(String name, String type, String rcode, String... records) throws IOException {
    Said wanted = new Said(rcode, false, List.of(records).stream().sorted().toList());
    assertThat(dig(name, type)).as("dig %s %s", name, type).isEqualTo(wanted);
    assertThat(dig("+tcp", name, type)).as("dig +tcp %s %s", name, type).isEqualTo(wanted);
    for (Way way : List.of(Way.EITHER, Way.CONNECTION)) {
      assertThat(dnsjava(name, Type.value(type), way))
          .as("dnsjava %s %s, %s", name, type, way)
          .isEqualTo(wanted);
    }
  }

  @Test
  void isOfContainers() throws IOException {
    says("web", "A", "NOERROR", "web. A " + v4);
    says("WEB.Lan", "A", "NOERROR", "web.lan. A " + v4);
    says("web", "AAAA", "NOERROR", "web. AAAA " + v6);
    says("web", "MX", "NOERROR");
    says("nobody", "A", "NXDOMAIN");
    says("nobody.lan", "AAAA", "NXDOMAIN");
    String backwards = backwards(v4);
    says(backwards, "PTR", "NOERROR", backwards + " PTR web.lan.");
    backwards = backwards(v6);
    says(backwards, "PTR", "NOERROR", backwards + " PTR web.lan.");
    says("99.0.17.172.in-addr.arpa", "PTR", "NXDOMAIN");
  }

  private static String backwards(String address) {
    return org.xbill.DNS.ReverseMap.fromAddress(IpAddress.parse(address).toInetAddress())
        .toString();
  }

  @Test
  void isOfEveryTypeInAZone() throws IOException {
    says("api.app", "A", "NOERROR", "api.app. A 192.0.2.81");
    says("api.app", "AAAA", "NOERROR", "api.app. AAAA 2001:db8::81");
    says("mail.app", "MX", "NOERROR", "mail.app. MX 10 mx.app.", "mail.app. MX 20 mx2.app.");
    says("mail.app", "TXT", "NOERROR", "mail.app. TXT \"v=spf1 -all\"");
    says("x.wild.app", "TXT", "NOERROR", "x.wild.app. TXT \"anybody\" \"else\"");
    says("_http._tcp.web.app", "SRV", "NOERROR", "_http._tcp.web.app. SRV 1 2 8080 api.app.");
    says("ptr.app", "PTR", "NOERROR", "ptr.app. PTR api.app.");
    says("app", "NS", "NOERROR", "app. NS ns.app.");
    says("app", "SOA", "NOERROR", "app. SOA ns.app. admin.app. 1 60 60 60 30");
    says("api.app", "MX", "NOERROR");
    says("wild.app", "A", "NOERROR");
    says("nothing.app", "A", "NXDOMAIN");
  }

  @Test
  void isOfAliases() throws IOException {
    says("box.app", "CNAME", "NOERROR", "box.app. CNAME web.");
    says("box.app", "A", "NOERROR", "box.app. CNAME web.", "web. A " + v4);
    says("box.app", "TXT", "NOERROR", "box.app. CNAME web.");
    says(
        "deep.app",
        "AAAA",
        "NOERROR",
        "deep.app. CNAME deeper.app.",
        "deeper.app. CNAME api.app.",
        "api.app. AAAA 2001:db8::81");
    says("gone.app", "A", "NXDOMAIN", "gone.app. CNAME nobody.");
    try (FakeNameServer world = FakeNameServer.open(lab.host(), "127.0.0.1")) {
      says(
          "out.app",
          "A",
          "NOERROR",
          "out.app. CNAME www.example.org.",
          "www.example.org. A 192.0.2.1");
      assertThat(world.asked()).containsOnly("www.example.org.");
    }
  }

  @Test
  void isOfTheWorld() throws IOException {
    try (FakeNameServer world = FakeNameServer.open(lab.host(), "127.0.0.1")) {
      says("www.example.org", "A", "NOERROR", "www.example.org. A 192.0.2.1");
      says("www.example.org", "AAAA", "NOERROR");
      says("www.example.net", "A", "NXDOMAIN");
      Said big = dnsjava("big.example.org", Type.TXT, Way.EITHER);
      assertThat(big.records()).hasSize(40);
      assertThat(dig("big.example.org", "TXT")).isEqualTo(big);
      assertThat(world.asked()).contains("big.example.org.");
    }
    says("other.example.org", "A", "SERVFAIL");
  }

  @Test
  void isOfWhatIsRefused() throws IOException {
    says("web", "ANY", "REFUSED");
    says("www.example.org", "ANY", "REFUSED");
  }

  /// What is cut says so, has a part of what there is, and is whole over a connection.
  @Test
  void isOfWhatADatagramDoesNotCarry() throws IOException {
    List<String> all = MANY.stream().map(address -> "many.app. A " + address).sorted().toList();
    Said whole = new Said("NOERROR", false, all);
    for (String room : List.of("+noedns", "+bufsize=512", "+bufsize=1232")) {
      Said cut = dig("+ignore", room, "many.app", "A");
      assertThat(cut.truncated()).as(room).isTrue();
      assertThat(cut.records()).as(room).isNotEmpty().hasSizeLessThan(150).isSubsetOf(all);
      assertThat(dig(room, "many.app", "A")).as(room).isEqualTo(whole);
    }
    assertThat(dig("+bufsize=4096", "many.app", "A")).isEqualTo(whole);
    assertThat(dnsjava("many.app", Type.A, Way.EITHER)).isEqualTo(whole);
    assertThat(dnsjava("many.app", Type.A, Way.CONNECTION)).isEqualTo(whole);
    Said cut = dnsjava("many.app", Type.A, Way.DATAGRAM);
    assertThat(cut.truncated()).isTrue();
    assertThat(cut.records()).isNotEmpty().isSubsetOf(all);
  }
}
