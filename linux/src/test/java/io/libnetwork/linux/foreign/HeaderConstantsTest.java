package io.libnetwork.linux.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares the numbers written down in this package with those a C compiler finds in the headers.
class HeaderConstantsTest {

  private static final String INCLUDES =
      """
      #define _GNU_SOURCE
      #include <stdio.h>
      #include <stddef.h>
      #include <fcntl.h>
      #include <poll.h>
      #include <sched.h>
      #include <limits.h>
      #include <netinet/in.h>
      #include <netinet/tcp.h>
      #include <sys/epoll.h>
      #include <sys/eventfd.h>
      #include <sys/mount.h>
      #include <sys/socket.h>
      #include <sys/stat.h>
      #include <sys/syscall.h>
      #include <sys/time.h>
      #include <sys/un.h>
      #include <linux/if_packet.h>
      #include <linux/netlink.h>
      #include <linux/nsfs.h>
      int main(void) {
      """;

  /// Names of ours that are expressions of C, not macros.
  private static final Map<String, String> EXPRESSIONS =
      Map.of(
          "SOCKADDR_NL_SIZE", "sizeof(struct sockaddr_nl)",
          "SOCKADDR_LL_SIZE", "sizeof(struct sockaddr_ll)",
          "SUN_PATH_OFFSET", "offsetof(struct sockaddr_un, sun_path)",
          "SUN_PATH_SIZE", "sizeof(((struct sockaddr_un *) 0)->sun_path)",
          "EPOLLET", "(int) EPOLLET",
          "STATX_SIZE", "sizeof(struct statx)",
          "STATX_INO_OFFSET", "offsetof(struct statx, stx_ino)");

  @TempDir Path folder;

  @Test
  void areTheCompilersOwn() throws Exception {
    Map<String, Long> ours = ours();
    ours.put("offset of sockaddr_nl.nl_pid", 4L);
    ours.put("offset of sockaddr_ll.sll_ifindex", 4L);
    ours.put("offset of pollfd.events", 4L);
    ours.put("offset of pollfd.revents", 6L);
    ours.put("size of pollfd", 8L);
    ours.put("size of epoll_event", (long) EpollEvents.SIZE);
    ours.put("offset of epoll_event.data", (long) EpollEvents.DATA_OFFSET);
    ours.put("size of mmsghdr", 64L);
    ours.put("offset of mmsghdr.msg_len", 56L);
    ours.put("offset of msghdr.msg_namelen", 8L);
    ours.put("offset of msghdr.msg_iov", 16L);
    ours.put("offset of msghdr.msg_iovlen", 24L);
    ours.put("offset of msghdr.msg_control", 32L);
    ours.put("offset of msghdr.msg_controllen", 40L);
    ours.put("offset of msghdr.msg_flags", 48L);
    ours.put("offset of in_pktinfo.ipi_addr", 8L);
    ours.put("offset of in6_pktinfo.ipi6_ifindex", 16L);
    ours.put("size of cmsghdr", 16L);
    ours.put("size of timeval", 16L);

    assertThat(theirs(ours)).isEqualTo(ours).hasSizeGreaterThan(40);
  }

  private static Map<String, Long> ours() throws IllegalAccessException {
    Map<String, Long> found = new TreeMap<>();
    for (Class<?> type :
        List.of(
            Descriptors.class,
            Epoll.class,
            Namespaces.class,
            Pipes.class,
            Sockets.class,
            StreamSockets.class)) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && isNumber(field.getType())) {
          field.setAccessible(true);
          found.put(field.getName(), ((Number) field.get(null)).longValue());
        }
      }
    }
    for (SystemCallNumbers call : SystemCallNumbers.values()) {
      found.put("SYS_" + call.name().toLowerCase(Locale.ROOT), (long) call.value());
    }
    return found;
  }

  private static boolean isNumber(Class<?> type) {
    return type == int.class || type == short.class || type == long.class;
  }

  private Map<String, Long> theirs(Map<String, Long> ours) throws Exception {
    StringBuilder program = new StringBuilder(INCLUDES);
    for (String name : ours.keySet()) {
      program.append("printf(\"%s=%%lld\\n\", (long long) (%s));%n".formatted(name, c(name)));
    }
    Path source = folder.resolve("probe.c");
    Files.writeString(source, program.append("return 0; }\n"));
    Path binary = folder.resolve("probe");
    run("gcc", "-o", binary.toString(), source.toString());
    Map<String, Long> answers = new TreeMap<>();
    for (String line : run(binary.toString()).lines().toList()) {
      int equals = line.lastIndexOf('=');
      answers.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
    }
    return answers;
  }

  private static String c(String name) {
    if (name.startsWith("offset of ")) {
      String[] parts = name.substring("offset of ".length()).split("\\.", 2);
      return "offsetof(struct %s, %s)".formatted(parts[0], parts[1]);
    }
    return name.startsWith("size of ")
        ? "sizeof(struct %s)".formatted(name.substring("size of ".length()))
        : EXPRESSIONS.getOrDefault(name, name);
  }

  private static String run(String... command) throws Exception {
    Assumptions.assumeTrue(
        !command[0].equals("gcc") || onPath("gcc"), "SKIPPED: no gcc to compare the headers with");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
    return said;
  }

  private static boolean onPath(String program) {
    List<Path> folders = new ArrayList<>();
    for (String part : System.getenv("PATH").split(":", -1)) {
      folders.add(Path.of(part));
    }
    boolean found = folders.stream().anyMatch(part -> Files.isExecutable(part.resolve(program)));
    if (!found) {
      System.err.println("SKIPPED: no " + program + " to compare the headers with");
    }
    return found;
  }
}
