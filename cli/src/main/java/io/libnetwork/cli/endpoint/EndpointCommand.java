package io.libnetwork.cli.endpoint;

import io.libnetwork.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/// `libnetwork endpoint`
@Command(
    name = "endpoint",
    description = "Interfaces on networks, with their addresses.",
    subcommands = {
      EndpointCreate.class,
      EndpointInspect.class,
      EndpointJoin.class,
      EndpointLeave.class,
      EndpointLs.class,
      EndpointRm.class
    },
    synopsisSubcommandLabel = "<command>")
public final class EndpointCommand extends CommandGroup {}
