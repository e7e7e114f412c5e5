package io.libnetwork.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Which room may know which: the rules the module descriptors cannot say, over the class files of
/// every module.
class ArchitectureTest {

  /// Package, with those below it, and what it must not know. One more rule is one more line.
  private static final Map<String, List<String>> MUST_NOT_KNOW =
      Map.ofEntries(
          Map.entry(
              "io.libnetwork.address",
              List.of("java.net.http", "java.nio.channels", "java.util.logging")),
          Map.entry(
              "io.libnetwork.linux.foreign",
              List.of(
                  "io.libnetwork.linux.netlink",
                  "io.libnetwork.linux.rtnetlink",
                  "io.libnetwork.linux.nftables")),
          Map.entry(
              "io.libnetwork.linux.netlink",
              List.of("io.libnetwork.linux.rtnetlink", "io.libnetwork.linux.nftables")),
          Map.entry(
              "io.libnetwork.linux.rtnetlink",
              List.of("io.libnetwork.linux.nftables", "io.libnetwork.linux.tc")),
          Map.entry("io.libnetwork.linux.nftables", List.of("io.libnetwork.linux.rtnetlink")),
          Map.entry("io.libnetwork.linux.tc", List.of("io.libnetwork.linux.nftables")),
          Map.entry(
              "io.libnetwork.spi",
              List.of(
                  "io.libnetwork.plumbing",
                  "io.libnetwork.resolver",
                  "io.libnetwork.etc",
                  "io.libnetwork.reconcile")),
          Map.entry("io.libnetwork.ipam", List.of("io.libnetwork.plumbing", "io.libnetwork.linux")),
          Map.entry(
              "io.libnetwork.linux.loop",
              List.of(
                  "io.libnetwork.linux.relay",
                  "io.libnetwork.linux.messages",
                  "io.libnetwork.linux.frames")),
          Map.entry(
              "io.libnetwork.linux.frames",
              List.of("io.libnetwork.linux.relay", "io.libnetwork.linux.nftables")),
          Map.entry(
              "io.libnetwork.dhcp.message",
              List.of("io.libnetwork.linux", "io.libnetwork.spi", "io.libnetwork.dhcp.client")),
          Map.entry("io.libnetwork.dhcp.client", List.of("io.libnetwork.spi")),
          Map.entry(
              "io.libnetwork.linux.trace",
              List.of(
                  "io.libnetwork.linux.foreign",
                  "io.libnetwork.linux.netlink",
                  "io.libnetwork.linux.nftables",
                  "io.libnetwork.linux.rtnetlink")),
          Map.entry(
              "io.libnetwork.linux.messages",
              List.of("io.libnetwork.linux.relay", "io.libnetwork.linux.nftables")),
          Map.entry(
              "io.libnetwork.dns.names",
              List.of("io.libnetwork.linux", "io.libnetwork.dns.server", "org.xbill")),
          Map.entry(
              "io.libnetwork.dns.zone",
              List.of("io.libnetwork.linux", "io.libnetwork.dns.server", "org.xbill")),
          Map.entry(
              "io.libnetwork.dns.wire",
              List.of(
                  "io.libnetwork.linux",
                  "io.libnetwork.address",
                  "io.libnetwork.dns.names",
                  "io.libnetwork.dns.zone",
                  "io.libnetwork.dns.forward",
                  "io.libnetwork.dns.server")),
          Map.entry(
              "io.libnetwork.dns.forward",
              List.of(
                  "io.libnetwork.linux", "io.libnetwork.dns.server", "io.libnetwork.dns.names")),
          Map.entry("io.libnetwork.wire", List.of("tools.jackson.databind", "io.libnetwork.linux")),
          Map.entry(
              "io.libnetwork.http",
              List.of("org.eclipse.jetty", "ch.qos.logback", "io.libnetwork.daemon")),
          Map.entry(
              "io.libnetwork.http.docker", List.of("io.libnetwork.linux", "io.libnetwork.http.v1")),
          Map.entry("io.libnetwork.http.v1", List.of("io.libnetwork.http.docker")),
          Map.entry(
              "io.libnetwork.etc",
              List.of("io.libnetwork.linux.messages", "io.libnetwork.resolver")));

  /// What only its own module sees, and those of ours that it names.
  private static final Set<String> HIDDEN =
      Set.of(
          "io.libnetwork.linux.foreign",
          "io.libnetwork.linux.loop",
          "io.libnetwork.dns.wire",
          "io.libnetwork.dhcp.message",
          "io.libnetwork.dhcp.client",
          "io.libnetwork.plumbing",
          "io.libnetwork.resolver",
          "io.libnetwork.etc",
          "io.libnetwork.reconcile");

  private static final Pattern NAMELESS_ROOM =
      Pattern.compile(".*\\.(util|utils|common|helper|helpers|manager|impl|internal|misc)(\\..*)?");
  private static final Pattern NAMED_FOR_ITS_PATTERN =
      Pattern.compile("Abstract[A-Z].*|.+(Impl|Helper|Manager|Util|Utils)");

  /// A module's folder and its class files.
  private record Room(String module, JavaClasses types) {}

  private static List<Room> rooms;
  private static JavaClasses all;

  @BeforeAll
  static void readsEveryModule() {
    rooms =
        Checkout.modules().stream()
            .map(module -> new Room(module, new ClassFileImporter().importPath(compiled(module))))
            .toList();
    all =
        new ClassFileImporter().importPaths(rooms.stream().map(r -> compiled(r.module())).toList());
  }

  private static Path compiled(String module) {
    return Checkout.root().resolve(module).resolve("target/classes");
  }

  @Test
  void everyModuleWithSourcesHasClassesToJudge() {
    for (Room room : rooms) {
      Path sources = Checkout.root().resolve(room.module()).resolve("src/main/java");
      boolean written =
          Checkout.javaFiles(sources).stream().anyMatch(file -> !file.endsWith("module-info.java"));
      assertThat(!room.types().isEmpty())
          .as("classes of module %s found", room.module())
          .isEqualTo(written);
    }
    assertThat(all).hasSizeGreaterThan(20);
  }

  @Nested
  class Directions {

    @Test
    void aModuleKnowsOnlyThoseBelowIt() {
      Set<String> above = new HashSet<>();
      for (Room room : rooms.reversed()) {
        Set<String> forbidden = Set.copyOf(above);
        noClasses()
            .should()
            .dependOnClassesThat(named("belong to a module above " + room.module(), forbidden))
            .allowEmptyShould(true)
            .check(room.types());
        room.types().forEach(type -> above.add(type.getName()));
      }
    }

    @Test
    void aPackageDoesNotKnowWhatItMustNot() {
      MUST_NOT_KNOW.forEach((room, forbidden) ->
          noClasses()
              .that()
              .resideInAPackage(room + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  forbidden.stream().map(name -> name + "..").toArray(String[]::new))
              .allowEmptyShould(true)
              .check(all));
    }

    @Test
    void aDriverNeverTouchesTheController() {
      noClasses()
          .that()
          .resideInAPackage("io.libnetwork.drivers..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.libnetwork.Controller")
          .allowEmptyShould(true)
          .check(all);
    }

    @Test
    void nativeMemoryIsTouchedInOnePackageOnly() {
      noClasses()
          .that()
          .resideOutsideOfPackage("io.libnetwork.linux.foreign")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.lang.foreign..")
          .check(all);
    }

    @Test
    void onlyTheModuleForItKnowsOpenTelemetry() {
      noClasses()
          .that()
          .resideOutsideOfPackage("io.libnetwork.tracing")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..")
          .check(all);
    }

    @Test
    void hiddenPackagesAreExportedToNobodyElse() throws IOException {
      Set<String> exported = new TreeSet<>();
      for (Room room : rooms) {
        Path file = compiled(room.module()).resolve("module-info.class");
        if (Files.exists(file)) {
          try (InputStream in = Files.newInputStream(file)) {
            ModuleDescriptor.read(in).exports().stream()
                .filter(export -> !export.isQualified())
                .forEach(export -> exported.add(export.source()));
          }
        }
      }
      assertThat(exported).contains("io.libnetwork").doesNotContainAnyElementsOf(HIDDEN);
    }
  }

  @Nested
  class Names {

    @Test
    void noPackageIsARoomWithoutASubject() {
      assertThat(all)
          .extracting(JavaClass::getPackageName)
          .noneMatch(name -> NAMELESS_ROOM.matcher(name).matches());
    }

    @Test
    void noClassIsNamedForItsPattern() {
      assertThat(all)
          .extracting(JavaClass::getSimpleName)
          .noneMatch(name -> NAMED_FOR_ITS_PATTERN.matcher(name).matches());
    }
  }

  private static DescribedPredicate<JavaClass> named(String description, Set<String> names) {
    return DescribedPredicate.describe(description, type -> names.contains(type.getName()));
  }
}
