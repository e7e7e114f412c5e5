package io.libnetwork.cli.endpoint;

import io.libnetwork.cli.session.BodyBuilder;
import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Reply;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `libnetwork port publish`
@Command(
    name = "publish",
    description = {
      "Publish ports of an endpoint at the host, while its container runs.",
      "Prints where they are reached: address, port, protocol."
    })
final class PortPublish extends ChangingCommand {

  @Mixin private EndpointPlace endpoint;

  @Parameters(
      index = "2..*",
      arity = "1..*",
      paramLabel = "<port>",
      description = "As in 8080:80/tcp, 127.0.0.1:53:53/udp or 80.")
  private List<String> ports;

  @Override
  protected int run(Api api) {
    var body = new BodyBuilder().texts("ports", ports).build();
    change(api, "publishing ports", Request.post(endpoint.target("ports"), body))
        .ifPresent(this::print);
    return 0;
  }

  private void print(Reply reply) {
    for (JsonObject binding : objects(reply.object().items("bindings"))) {
      String address = binding.text("hostAddress");
      out()
          .println(
              (address.contains(":") ? "[" + address + "]" : address)
                  + ":"
                  + binding.text("hostPort")
                  + "/"
                  + binding.text("protocol"));
    }
  }
}
