package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A lab as it is.
///
/// @param name the lab's
/// @param applying whether it is being applied
/// @param networks by the lab's own names
/// @param sandboxes of the lab
/// @param services by the lab's own names
public record LabResource(
    String name,
    boolean applying,
    List<String> networks,
    List<LabSandboxResource> sandboxes,
    List<LabServiceResource> services) {

  /// A container of a lab.
  ///
  /// @param name the lab's own
  /// @param container on the host
  /// @param there whether it has its sandbox
  /// @param command what runs in it
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LabSandboxResource(
      String name, String container, boolean there, @Nullable CommandResource command) {}

  /// A command.
  ///
  /// @param words the program and its arguments
  /// @param running whether it runs
  /// @param pid of its process, or of the last one; 0 where it was never started
  /// @param since when it began or ended, RFC 3339
  /// @param status with which it ended, where that is known
  /// @param restarts how often it was started again
  /// @param problem why it could not be started again
  /// @param log the file on the daemon's host that has what it writes
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommandResource(
      List<String> words,
      boolean running,
      long pid,
      String since,
      @Nullable Integer status,
      int restarts,
      @Nullable String problem,
      String log) {}

  /// A service of a lab.
  ///
  /// @param name the lab's own
  /// @param network the lab's own name of its network
  /// @param ready how many of its backends get connections
  /// @param backends how many it has
  public record LabServiceResource(String name, String network, int ready, int backends) {}
}
