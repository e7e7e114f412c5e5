package io.libnetwork.cli.service;

import io.libnetwork.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/// `libnetwork service`
@Command(
    name = "service",
    description = "One name and address for several containers.",
    subcommands = {
      ServiceAdd.class,
      ServiceCreate.class,
      ServiceDrain.class,
      ServiceInspect.class,
      ServiceLs.class,
      ServiceRemove.class,
      ServiceRm.class,
      ServiceWeigh.class
    },
    synopsisSubcommandLabel = "<command>")
public final class ServiceCommand extends CommandGroup {}
