package io.libnetwork.resolver;

import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// What resolvers are given.
///
/// @param thread enters namespaces; not closed here
/// @param host from where the host's name servers are asked; not closed here
/// @param ttl how long what we answer may be kept
/// @param random that nobody can foresee
/// @param resolvConf names the host's name servers, see resolv.conf(5)
/// @param resolvedConf names those that systemd-resolved asks
public record ResolverSettings(
    NamespaceThread thread,
    NetworkNamespace host,
    Duration ttl,
    RandomGenerator random,
    Path resolvConf,
    Path resolvedConf) {}
