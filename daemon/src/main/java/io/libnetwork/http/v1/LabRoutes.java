package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.apply.ApplyOption;
import io.libnetwork.lab.apply.Exported;
import io.libnetwork.lab.apply.LabState;
import io.libnetwork.lab.apply.Labs;
import io.libnetwork.lab.file.LabFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Labs: applied from a file's text, looked at, written as a file, and taken away.
final class LabRoutes {

  private static final String ALL = "/v1/labs";
  private static final String ONE = ALL + "/{lab}";
  private static final String NAME = "name";
  private static final String FILE = "file";
  private static final String PRUNE = "prune";
  private static final String REPLACE = "replace";

  /// Every daemon makes it, because Docker's clients take it for granted.
  private static final Set<String> UNASKED = Set.of("bridge");

  private final Controller controller;
  private final Supplier<Labs> labs;

  /// @param labs made when they are first asked for
  LabRoutes(Controller controller, Supplier<Labs> labs) {
    this.controller = controller;
    this.labs = labs;
  }

  List<Operation> operations() {
    return List.of(
        Operation.read("GET", ALL, this::list),
        Operation.change("POST", ALL, this::apply, NAME, FILE, PRUNE, REPLACE),
        Operation.read("GET", ONE, this::get),
        Operation.read("GET", ONE + "/file", this::export),
        Operation.read("GET", "/v1/export", this::exportOthers, NAME),
        Operation.read("GET", ONE + "/sandboxes/{sandbox}/log", this::log),
        Operation.change("DELETE", ONE, this::delete));
  }

  private Answer list(Call call) {
    return Answer.json(
        labs.get().names().stream()
            .flatMap(name -> labs.get().find(name).stream())
            .map(state -> LabResources.of(controller, state))
            .toList());
  }

  private Answer apply(Call call) throws IOException {
    Lab wanted = lab(call);
    Set<ApplyOption> options = EnumSet.noneOf(ApplyOption.class);
    if (Values.flag(call, PRUNE)) {
      options.add(ApplyOption.PRUNE);
    }
    if (Values.flag(call, REPLACE)) {
      options.add(ApplyOption.REPLACE);
    }
    boolean dry = Values.flag(call, DryRun.PARAMETER);
    return Answer.json(
        dry
            ? LabResources.of(labs.get().plan(wanted, options), false)
            : LabResources.of(labs.get().apply(wanted, options), true));
  }

  private static Lab lab(Call call) throws IOException {
    String text = decoded(call.body().read());
    Optional<String> name = Values.single(call, NAME);
    return Values.single(call, FILE)
        .map(file -> LabFile.read(text, name, file))
        .orElseGet(() -> LabFile.read(text, name))
        .lab();
  }

  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException wrong) {
      throw new NetworkException.InvalidParameter("the lab's file is not UTF-8", wrong);
    }
  }

  private LabState state(Call call) {
    String name = call.place("lab");
    return labs.get()
        .find(name)
        .orElseThrow(() -> new NetworkException.NotFound("there is no lab '%s'".formatted(name)));
  }

  private Answer get(Call call) {
    return Answer.json(LabResources.of(controller, state(call)));
  }

  private Answer export(Call call) {
    return Answer.text(LabFile.write(labs.get().export(state(call).lab().name())));
  }

  /// What the file cannot say stands above it.
  private Answer exportOthers(Call call) {
    Exported exported = labs.get().exportOthers(Values.single(call, NAME).orElse("host"), UNASKED);
    StringBuilder text = new StringBuilder();
    for (String line : exported.unsaid()) {
      text.append("# Not here: ").append(line.replaceAll("\\p{Cntrl}", "?")).append('\n');
    }
    return Answer.text(text + LabFile.write(exported.lab()));
  }

  private Answer log(Call call) throws IOException {
    LabState state = state(call);
    String sandbox = call.place("sandbox");
    var file = state.logs().get(sandbox);
    if (file == null) {
      throw new NetworkException.NotFound(
          "lab '%s' runs no command in a sandbox '%s'".formatted(state.lab().name(), sandbox));
    }
    return Answer.text(LogTail.of(file));
  }

  private Answer delete(Call call) {
    String name = state(call).lab().name();
    if (Values.flag(call, DryRun.PARAMETER)) {
      Set<ApplyOption> everything = EnumSet.allOf(ApplyOption.class);
      return Answer.json(LabResources.of(labs.get().plan(Lab.empty(name), everything), false));
    }
    labs.get().delete(name);
    return Answer.empty(204);
  }
}
