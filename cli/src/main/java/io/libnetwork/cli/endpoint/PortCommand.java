package io.libnetwork.cli.endpoint;

import io.libnetwork.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/// `libnetwork port`
@Command(
    name = "port",
    description = "Ports of the host that lead to endpoints.",
    subcommands = {PortLs.class, PortPublish.class, PortUnpublish.class},
    synopsisSubcommandLabel = "<command>")
public final class PortCommand extends CommandGroup {}
