package io.libnetwork.cli;

import io.libnetwork.Host;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.TransportPort;
import io.libnetwork.cli.demo.Privileges;
import io.libnetwork.explain.Answer;
import io.libnetwork.explain.Explainer;
import io.libnetwork.explain.Explanation;
import io.libnetwork.explain.Origin;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `libnetwork explain`: whether somebody reaches a port, by which way, and what stops him.
///
/// Whatever keeps it from an answer is the same to who asked as an answer that cannot be told, so
/// both end with status 2.
@Command(
    name = "explain",
    exitCodeOnExecutionException = 2,
    description = {
      "Tell whether somebody reaches a port, by which way, and which rule or what else decides.",
      "Nothing is sent: routes, links, sockets and rulesets are looked at, whoever made them."
          + " Needs root.",
      "The status is 0 where the port is reached, 1 where not, 2 where that cannot be told."
    })
final class ExplainCommand implements Callable<Integer> {

  private static final int REACHED = 0;
  private static final int NOT_REACHED = 1;
  private static final int UNCLEAR = 2;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "<from>",
      description =
          "Who asks: host, pid:NUMBER or netns:PATH for a container, a container's address, or"
              + " remote:ADDRESS for another machine.")
  private String from;

  @Parameters(
      index = "1",
      paramLabel = "<to>",
      description =
          "Who is asked: an address; or host, pid:NUMBER, netns:PATH for the IPv4 address there.")
  private String to;

  @Parameters(
      index = "2",
      paramLabel = "<port>",
      description = "At which port, as in 80/tcp or 53/udp.")
  private String port;

  @Option(
      names = "--netns",
      paramLabel = "<path>",
      description = "The namespace of the host that is meant; the one this runs in otherwise.")
  private Path netns;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    Origin asking = asked(() -> Origin.parse(from));
    TransportPort wanted = asked(() -> TransportPort.parse(port));
    Privileges.ofThisProcess().require("explain", "sudo ./libnetwork explain");
    try (Host host = host()) {
      Explainer explainer = Explainer.of(host.requireLinux("explain"));
      Explanation explanation =
          asked(() -> explainer.explain(asking, address(explainer, asking), wanted));
      print(explanation);
      return switch (explanation.answer()) {
        case Answer.Reached _ -> REACHED;
        case Answer.Stopped _ -> NOT_REACHED;
        case Answer.Unclear _ -> UNCLEAR;
      };
    }
  }

  private Host host() {
    return netns == null ? Host.local() : Host.at(netns, Host.DEFAULT_RUN_ROOT);
  }

  private IpAddress address(Explainer explainer, Origin asking) {
    return switch (Origin.parse(to)) {
      case Origin.OfHost _ -> explainer.addressOfHost(asking, IpFamily.V4);
      case Origin.Inside inside ->
          explainer
              .addressOf(inside, IpFamily.V4)
              .orElseThrow(() -> new IllegalArgumentException(to + " has no IPv4 address"));
      case Origin.Having(IpAddress address) -> address;
      case Origin.Remote(IpAddress address) -> address;
    };
  }

  private void print(Explanation explanation) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ExplanationJson.write(explanation, out);
    } else {
      out.print(explanation);
    }
    out.flush();
  }

  /// What is wrong with a question is a mistake in how it was asked.
  private <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (IllegalArgumentException mistake) {
      throw new ParameterException(spec.commandLine(), mistake.getMessage(), mistake);
    }
  }
}
