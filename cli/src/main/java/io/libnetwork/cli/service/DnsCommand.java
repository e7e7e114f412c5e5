package io.libnetwork.cli.service;

import io.libnetwork.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/// `libnetwork dns`
@Command(
    name = "dns",
    description = "Zones of names that a network has for its containers.",
    subcommands = {DnsLs.class, DnsPut.class, DnsRm.class, DnsShow.class},
    synopsisSubcommandLabel = "<command>")
public final class DnsCommand extends CommandGroup {}
