package io.libnetwork.http.v1;

import io.libnetwork.Attachment;
import io.libnetwork.Endpoint;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxConfig;
import io.libnetwork.SandboxFiles;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.wire.v1.AttachmentResource;
import io.libnetwork.wire.v1.ExtraHostResource;
import io.libnetwork.wire.v1.Reference;
import io.libnetwork.wire.v1.SandboxResource;
import io.libnetwork.wire.v1.SandboxResource.FilesResource;
import io.libnetwork.wire.v1.SandboxResource.WaysOutResource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sandboxes as answers have them.
final class SandboxResources {

  private SandboxResources() {}

  static SandboxResource of(Sandbox sandbox) {
    SandboxConfig config = sandbox.config();
    return new SandboxResource(
        sandbox.id().value(),
        sandbox.container(),
        sandbox.key(),
        sandbox.endpoints().stream().map(EndpointResources::of).toList(),
        new WaysOutResource(wayOut(sandbox, IpFamily.V4), wayOut(sandbox, IpFamily.V6)),
        config.hostname().orElse(null),
        config.domainName().orElse(null),
        extraHosts(config),
        config.dns().map(all -> all.stream().map(IpAddress::toString).toList()).orElse(null),
        config.dnsSearch().orElse(null),
        config.dnsOptions().orElse(null),
        sandbox.files().map(SandboxResources::of).orElse(null),
        LabelTexts.of(config.labels()),
        LeaseTexts.of(sandbox.leases()),
        LeaseTexts.text(sandbox.expires()));
  }

  static AttachmentResource of(Attachment attachment) {
    return new AttachmentResource(
        of(attachment.sandbox()), EndpointResources.of(attachment.endpoint()));
  }

  private static @Nullable Reference wayOut(Sandbox sandbox, IpFamily family) {
    return sandbox
        .gateway(family)
        .map((Endpoint endpoint) -> EndpointResources.reference(endpoint))
        .orElse(null);
  }

  private static List<ExtraHostResource> extraHosts(SandboxConfig config) {
    List<ExtraHostResource> hosts = new ArrayList<>();
    config
        .extraHosts()
        .forEach(host -> hosts.add(new ExtraHostResource(host.name(), host.address().toString())));
    config
        .gatewayHosts()
        .forEach(name -> hosts.add(new ExtraHostResource(name, SandboxOptions.HOST_GATEWAY)));
    return hosts;
  }

  private static FilesResource of(SandboxFiles files) {
    return new FilesResource(
        files.hosts().toString(), files.hostname().toString(), files.resolvConf().toString());
  }
}
