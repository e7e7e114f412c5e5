package io.libnetwork.cli.plugin;

import io.libnetwork.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/// `libnetwork plugin`
@Command(
    name = "plugin",
    description = "Docker's plugins: which there are, and whether one does its work.",
    subcommands = {PluginCheckCommand.class, PluginLs.class},
    synopsisSubcommandLabel = "<command>")
public final class PluginCommand extends CommandGroup {}
