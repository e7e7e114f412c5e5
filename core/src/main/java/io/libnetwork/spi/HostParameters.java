package io.libnetwork.spi;

import io.libnetwork.linux.Sysctl;
import java.util.List;

/// The host's own kernel parameters, as far as drivers change them for good.
///
/// A parameter bears no mark: nothing shows later who has changed it, and what it was. So that is
/// written down before it is changed, and whoever ends what needed it puts it back. Parameters of
/// interfaces that are ours go with those, and are no business of this.
///
/// Safe for use by many threads.
public interface HostParameters {

  /// Notes that parameters are about to be changed; when it returns the note is on disk, where the
  /// controller has a store. It is the one wait for the disk that may be made under a lock: it is
  /// made once on a host.
  ///
  /// @param changes first the parameter that is changed, then those that the kernel changes with it
  ///   or would change when it is put back
  /// @throws io.libnetwork.NetworkException when it cannot be noted; then nothing is to be changed
  void changing(List<Sysctl.Change> changes);

  /// Whether the host has a parameter as it was changed by a controller with this one's store,
  /// since the machine was started.
  ///
  /// @param key of the first of the changes noted together, in the form with slashes
  boolean changed(String key);

  /// What was noted with a parameter, the parameter itself first; nothing where nothing was.
  ///
  /// @param key as of [#changed]
  default List<Sysctl.Change> noted(String key) {
    return List.of();
  }

  /// Puts a parameter back, and those that were noted with it, and forgets the note. What somebody
  /// else has changed meanwhile stays as it is.
  ///
  /// @return whether there was a note; without one nothing is done
  boolean restore(String key);

  /// One that notes nothing.
  static HostParameters unnoted() {
    return new HostParameters() {
      @Override
      public void changing(List<Sysctl.Change> changes) {}

      @Override
      public boolean changed(String key) {
        return false;
      }

      @Override
      public boolean restore(String key) {
        return false;
      }
    };
  }
}
