package io.libnetwork.cli.demo;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import java.io.PrintWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// A demonstration as one JSON object (RFC 8259) on one line, written when it is over.
public final class JsonReport implements Presentation {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final PrintWriter out;

  /// A report to be written.
  ///
  /// @param out where to; not closed
  public JsonReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin(List<String> steps) {
    // The object is written whole, at the end.
  }

  @Override
  public void show(StepResult step) {
    // The object is written whole, at the end.
  }

  @Override
  public void end(Report report) {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeBooleanProperty("ok", report.ok());
      steps(json, report.steps());
      sandboxes(json, report.containers());
      endpoints(json, report.containers());
      texts(json, "leaks", report.leaks());
      json.writeEndObject();
    }
    out.println();
    out.flush();
  }

  private static void steps(JsonGenerator json, List<StepResult> steps) {
    json.writeArrayPropertyStart("steps");
    for (StepResult step : steps) {
      json.writeStartObject();
      json.writeStringProperty("name", step.name());
      json.writeBooleanProperty("ok", step.ok());
      json.writeNumberProperty("ms", step.millis());
      json.writeStringProperty("detail", step.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void sandboxes(JsonGenerator json, List<ContainerFacts> containers) {
    json.writeArrayPropertyStart("sandboxes");
    for (ContainerFacts container : containers) {
      json.writeStartObject();
      json.writeStringProperty("id", container.sandboxId());
      json.writeStringProperty("key", container.sandboxKey());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void endpoints(JsonGenerator json, List<ContainerFacts> containers) {
    json.writeArrayPropertyStart("endpoints");
    for (ContainerFacts container : containers) {
      json.writeStartObject();
      json.writeStringProperty("name", container.endpoint());
      json.writeStringProperty("network", container.network());
      json.writeStringProperty(
          "macAddress", container.macAddress().map(MacAddress::toString).orElse(""));
      texts(json, "addresses", container.addresses());
      gateway(json, "gateway", container, IpFamily.V4);
      gateway(json, "gatewayIpv6", container, IpFamily.V6);
      ports(json, container.ports());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void gateway(
      JsonGenerator json, String name, ContainerFacts container, IpFamily family) {
    container.gateways().stream()
        .filter(gateway -> gateway.family() == family)
        .forEach(gateway -> json.writeStringProperty(name, gateway.toString()));
  }

  private static void ports(JsonGenerator json, List<PortBinding> ports) {
    json.writeArrayPropertyStart("ports");
    for (PortBinding port : ports) {
      json.writeStartObject();
      json.writeStringProperty("protocol", port.protocol().toString());
      json.writeStringProperty("hostAddress", port.hostAddress().toString());
      json.writeNumberProperty("hostPort", port.hostPort().number());
      json.writeStringProperty("containerAddress", port.containerAddress().toString());
      json.writeNumberProperty("containerPort", port.containerPort().number());
      json.writeNumberProperty("count", port.hostPorts().size());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<?> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(value -> json.writeString(value.toString()));
    json.writeEndArray();
  }
}
