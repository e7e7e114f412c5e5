package io.libnetwork.cli.network;

import io.libnetwork.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/// `libnetwork network`
@Command(
    name = "network",
    description = "Networks, with the commands and options of 'docker network'.",
    subcommands = {
      NetworkConnect.class,
      NetworkCreate.class,
      NetworkDisconnect.class,
      NetworkInspect.class,
      NetworkLs.class,
      NetworkPrune.class,
      NetworkRm.class
    },
    synopsisSubcommandLabel = "<command>")
public final class NetworkCommand extends CommandGroup {}
