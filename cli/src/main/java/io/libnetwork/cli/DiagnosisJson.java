package io.libnetwork.cli;

import io.libnetwork.doctor.Diagnosis;
import io.libnetwork.doctor.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// A diagnosis as one JSON object; `docs/doctor.md` says what is in it.
final class DiagnosisJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private DiagnosisJson() {}

  /// Writes it.
  ///
  /// @param mended what is no longer wrong
  /// @param out where to; not closed
  static void write(List<Finding> mended, Diagnosis diagnosis, PrintWriter out) {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("verdict", diagnosis.verdict().name().toLowerCase(Locale.ROOT));
      if (diagnosis.recorded() >= 0) {
        json.writeNumberProperty("recorded", diagnosis.recorded());
      }
      findings(json, "findings", diagnosis.findings());
      findings(json, "mended", mended);
      json.writeArrayPropertyStart("unclear");
      for (Diagnosis.Unclear unclear : diagnosis.unclear()) {
        json.writeStartObject();
        json.writeStringProperty("check", unclear.check());
        json.writeStringProperty("why", unclear.why());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
  }

  private static void findings(JsonGenerator json, String name, List<Finding> findings) {
    json.writeArrayPropertyStart(name);
    for (Finding finding : findings) {
      json.writeStartObject();
      json.writeStringProperty("check", finding.check());
      json.writeStringProperty("object", finding.object());
      json.writeStringProperty("what", finding.what());
      json.writeStringProperty("why", finding.why());
      json.writeArrayPropertyStart("toDo");
      finding.toDo().forEach(json::writeString);
      json.writeEndArray();
      json.writeBooleanProperty("repairable", finding.repairable());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
