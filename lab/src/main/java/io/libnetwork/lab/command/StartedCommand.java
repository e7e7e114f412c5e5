package io.libnetwork.lab.command;

import io.libnetwork.lab.LabCommand;
import io.libnetwork.linux.ProcessIdentity;

/// What is to be kept of a command over the end of this process.
///
/// @param sandbox in which it runs
/// @param command what it is
/// @param process its process, or its last one
public record StartedCommand(String sandbox, LabCommand command, ProcessIdentity process) {}
