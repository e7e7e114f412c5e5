package io.libnetwork;

import io.libnetwork.etc.ContainerFile;
import java.nio.file.Path;
import java.util.function.Function;

/// Files of a sandbox that was made with [SandboxOption.Files], for its container to mount one by
/// one at their places in `/etc`.
///
/// They are there from when the sandbox is made until it is deleted, and each stays the file it is:
/// as endpoints come and go it is written in place. One that somebody has edited is not written
/// again, but that `hosts` gets and loses the lines of endpoints. What is there in place of a file
/// and is none, a symbolic link too, is not followed.
///
/// @param hosts the container's name with its addresses, and the hosts it was given, see hosts(5)
/// @param hostname the container's name, see hostname(5)
/// @param resolvConf whom it asks for names, see resolv.conf(5)
public record SandboxFiles(Path hosts, Path hostname, Path resolvConf) {

  static SandboxFiles of(Function<ContainerFile, Path> paths) {
    return new SandboxFiles(
        paths.apply(ContainerFile.HOSTS),
        paths.apply(ContainerFile.HOSTNAME),
        paths.apply(ContainerFile.RESOLV_CONF));
  }
}
