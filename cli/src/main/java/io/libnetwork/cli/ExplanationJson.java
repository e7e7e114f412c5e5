package io.libnetwork.cli;

import io.libnetwork.explain.Answer;
import io.libnetwork.explain.Cause;
import io.libnetwork.explain.Explanation;
import io.libnetwork.explain.Step;
import io.libnetwork.explain.ruleset.RuleName;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// An explanation as one JSON object.
final class ExplanationJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private ExplanationJson() {}

  /// @param out where to; not closed
  static void write(Explanation explanation, PrintWriter out) {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("from", explanation.from().toString());
      json.writeStringProperty("to", explanation.to().toString());
      json.writeStringProperty("port", explanation.port().toString());
      answer(json, explanation.answer());
      texts(json, "publication", explanation.publication());
      steps(json, explanation.answer().path());
      texts(json, "toType", explanation.toType());
      json.writeEndObject();
    }
    out.println();
  }

  private static void answer(JsonGenerator json, Answer answer) {
    json.writeStringProperty("text", answer.toString());
    switch (answer) {
      case Answer.Reached(String listener, var seenAs, _) -> {
        json.writeStringProperty("answer", "reached");
        json.writeStringProperty("listener", listener);
        json.writeStringProperty("seenAs", seenAs.toString());
      }
      case Answer.Stopped(Cause cause, boolean back, _) -> {
        json.writeStringProperty("answer", "not reached");
        json.writeStringProperty("cause", cause.getClass().getSimpleName());
        json.writeStringProperty("place", cause.place());
        json.writeBooleanProperty("onTheWayBack", back);
        rule(json, cause instanceof Cause.ByRule by ? Optional.of(by.rule()) : Optional.empty());
      }
      case Answer.Unclear(_, Optional<RuleName> rule, _) -> {
        json.writeStringProperty("answer", "cannot tell");
        rule(json, rule);
      }
    }
  }

  private static void steps(JsonGenerator json, List<Step> path) {
    json.writeArrayPropertyStart("path");
    for (Step step : path) {
      json.writeStartObject();
      json.writeStringProperty("place", step.place());
      json.writeStringProperty("what", step.what());
      json.writeBooleanProperty("back", step.back());
      rule(json, step.rule());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void rule(JsonGenerator json, Optional<RuleName> rule) {
    rule.ifPresent(named -> {
      json.writeObjectPropertyStart("rule");
      json.writeStringProperty("family", named.family());
      json.writeStringProperty("table", named.table());
      json.writeStringProperty("chain", named.chain());
      named.handle().ifPresent(handle -> json.writeNumberProperty("handle", handle));
      json.writeStringProperty("text", named.text());
      json.writeEndObject();
    });
  }

  private static void texts(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
