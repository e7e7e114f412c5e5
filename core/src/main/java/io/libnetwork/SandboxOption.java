package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.etc.ResolvOverrides;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An option of [Controller#createSandbox].
///
/// At most one option says which namespace: without any the sandbox gets a new one. In one that
/// somebody else made, the loopback interface is brought up, because names are answered there.
public sealed interface SandboxOption extends AttachOption {

  /// The namespace bound at a path, which somebody else made and removes.
  record NamespaceAt(Path path) implements SandboxOption {}

  /// The namespace of a running process, which may be a container's already.
  record NamespaceOf(long pid) implements SandboxOption {
    public NamespaceOf {
      if (pid <= 0) {
        throw new NetworkException.InvalidParameter(
            "invalid process id " + pid + ": expected 1 or more");
      }
    }
  }

  /// The host's own namespace.
  record HostNamespace() implements SandboxOption {}

  /// A namespace of somebody else's, into which he moves the interface of the one endpoint that
  /// joins, and where he sets its addresses and routes: [Endpoint#handedOver] says which. The
  /// namespace need not be there yet, and is never entered, so that nothing in it is put right, and
  /// nobody answers names there. The sandbox lasts until it is deleted, or until the next boot.
  ///
  /// @param path by which he knows it; absolute
  record HandedOver(Path path) implements SandboxOption {
    public HandedOver {
      if (!path.isAbsolute()) {
        throw new NetworkException.InvalidParameter(
            "invalid path of a namespace '" + path + "': expected an absolute one");
      }
    }
  }

  /// The container's host name.
  record Hostname(String name) implements SandboxOption {
    public Hostname {
      DnsNames.require("host name", name);
    }
  }

  /// The domain the host name is in.
  record DomainName(String name) implements SandboxOption {
    public DomainName {
      DnsNames.require("domain name", name);
    }
  }

  /// A line of the container's hosts file; any number.
  record ExtraHost(String name, IpAddress address) implements SandboxOption {
    public ExtraHost {
      DnsNames.require("extra host", name);
    }
  }

  /// A line of the container's hosts file with the address at which the container reaches its host,
  /// which is `host-gateway` in Docker's words; any number.
  record ExtraHostGateway(String name) implements SandboxOption {
    public ExtraHostGateway {
      DnsNames.require("extra host", name);
    }
  }

  /// The name servers the container's names are looked up at, in place of the host's.
  record Dns(List<IpAddress> servers) implements SandboxOption {
    public Dns {
      servers = List.copyOf(servers);
      ResolvOverrides.requireHosts(servers);
    }
  }

  /// The domains a short name is looked up in, in place of the host's: at most 32. None, and `.`
  /// alone, are a search in no domain.
  record DnsSearch(List<String> domains) implements SandboxOption {
    public DnsSearch {
      domains = domains.equals(List.of(".")) ? List.of() : List.copyOf(domains);
      ResolvOverrides.requireFew(domains);
      domains.forEach(domain -> DnsNames.require("search domain", domain));
    }
  }

  /// Options of `resolv.conf`, such as `ndots:1`, in place of the host's.
  record DnsOptions(List<String> options) implements SandboxOption {
    public DnsOptions {
      options = List.copyOf(options);
      options.forEach(DnsNames::requireOption);
    }
  }

  /// The sandbox has files for the container to mount at `/etc/hosts`, `/etc/hostname` and
  /// `/etc/resolv.conf`, see [SandboxFiles].
  record Files() implements SandboxOption {}

  /// Texts kept with the sandbox.
  record Labels(Map<String, String> labels) implements SandboxOption {
    public Labels {
      labels = Map.copyOf(labels);
    }
  }

  /// The sandbox, its endpoints included, is removed when the controller closes.
  record Ephemeral() implements SandboxOption {}

  /// The sandbox, its endpoints included, is removed when a lease ends; any number, of which the
  /// first that ends counts, and at most one for a time.
  record Leased(Lease lease) implements SandboxOption {}
}
