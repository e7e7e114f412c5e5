package io.libnetwork.cli.lab;

import io.libnetwork.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/// `libnetwork lab`
@Command(
    name = "lab",
    description = "Labs that run; 'libnetwork apply' makes them.",
    subcommands = {LabLs.class, LabInspect.class, LabLogs.class, LabRm.class},
    synopsisSubcommandLabel = "<command>")
public final class LabsCommand extends CommandGroup {}
