package io.libnetwork.http.docker;

import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the daemon is: `/_ping`, `/version`, `/info`.
final class SystemRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(SystemRoutes.class);
  private static final long BYTES_OF_A_KIBIBYTE = 1024;

  private final Containers containers;
  private final String version;
  private final InstantSource clock;

  SystemRoutes(Containers containers, String version, InstantSource clock) {
    this.containers = containers;
    this.version = version;
    this.clock = clock;
  }

  void addTo(Router router) {
    router
        .add("GET", "/_ping", SystemRoutes::ping)
        .add("GET", "/version", this::version)
        .add("GET", "/info", this::info);
  }

  private static Answer ping(Call call) {
    return Answer.text(call.method().equals("HEAD") ? "" : "OK")
        .with("Builder-Version", "1")
        .with("Swarm", "inactive")
        .with("Cache-Control", "no-cache, no-store, must-revalidate")
        .with("Pragma", "no-cache");
  }

  private Answer version(Call call) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Platform", Map.of("Name", "libnetwork"));
    Map<String, String> details = new LinkedHashMap<>();
    details.put("ApiVersion", ApiVersion.NEWEST.toString());
    details.put("MinAPIVersion", ApiVersion.OLDEST.toString());
    details.put("Os", "linux");
    details.put("Arch", architecture());
    details.put("KernelVersion", kernel());
    json.put(
        "Components",
        List.of(Map.of("Name", "libnetwork", "Version", version, "Details", details)));
    json.put("Version", version);
    json.putAll(details);
    json.put("GitCommit", "");
    json.put("GoVersion", "");
    return Answer.json(json);
  }

  private Answer info(Call call) throws IOException {
    ContainerDescription description = new ContainerDescription(containers);
    long made = containers.all().size();
    long strangers = containers.strangers().size();
    long running =
        strangers
            + containers.all().stream()
                .filter(one -> description.running(new Containers.Who.Made(one)))
                .count();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("ID", containers.controller().host().owner());
    json.put("Containers", made + strangers);
    json.put("ContainersRunning", running);
    json.put("ContainersPaused", 0);
    json.put("ContainersStopped", made + strangers - running);
    json.put("Images", 0);
    json.put("Driver", "none");
    json.put("DriverStatus", List.of());
    json.put(
        "Plugins",
        Map.of(
            "Network",
            List.of("bridge", "host", "ipvlan", "macvlan", "null", "physical", "ptp"),
            "Volume",
            List.of(),
            "Log",
            List.of()));
    json.put("SystemTime", NetworkDescription.TIME.format(clock.instant()));
    machine(json);
    json.put("ServerVersion", version);
    json.put("Swarm", Map.of("LocalNodeState", "inactive", "ControlAvailable", false));
    json.put("SecurityOptions", List.of());
    json.put("Warnings", List.of());
    return Answer.json(json);
  }

  private static void machine(Map<String, @Nullable Object> json) throws IOException {
    json.put("KernelVersion", kernel());
    json.put("OperatingSystem", operatingSystem());
    json.put("OSType", "linux");
    json.put("Architecture", System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64");
    json.put("NCPU", Runtime.getRuntime().availableProcessors());
    json.put("MemTotal", memory());
    json.put("Name", Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
  }

  private static String architecture() {
    return switch (System.getProperty("os.arch")) {
      case "aarch64" -> "arm64";
      case String other -> other;
    };
  }

  private static String kernel() {
    return System.getProperty("os.version");
  }

  /// As os-release(5) says it.
  private static String operatingSystem() {
    try {
      return Files.readAllLines(Path.of("/etc/os-release")).stream()
          .filter(line -> line.startsWith("PRETTY_NAME="))
          .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
          .findFirst()
          .orElse("Linux");
    } catch (IOException unknown) {
      LOG.debug("/etc/os-release cannot be read", unknown);
      return "Linux";
    }
  }

  /// In bytes, as proc_meminfo(5) says it in kibibytes.
  private static long memory() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemTotal:"))
        .map(line -> line.replaceAll("\\D", ""))
        .findFirst()
        .map(digits -> Long.parseLong(digits) * BYTES_OF_A_KIBIBYTE)
        .orElse(0L);
  }
}
