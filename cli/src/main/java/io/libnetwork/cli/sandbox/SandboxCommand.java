package io.libnetwork.cli.sandbox;

import io.libnetwork.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/// `libnetwork sandbox`
@Command(
    name = "sandbox",
    description = "Containers' network environments.",
    subcommands = {
      SandboxAttach.class,
      SandboxCreate.class,
      SandboxExec.class,
      SandboxInspect.class,
      SandboxLs.class,
      SandboxRm.class
    },
    synopsisSubcommandLabel = "<command>")
public final class SandboxCommand extends CommandGroup {}
