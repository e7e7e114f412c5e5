package io.libnetwork.lab.command;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// How a command is.
///
/// @param pid of its process, or of the last one
/// @param running whether it runs
/// @param since when that became so
/// @param status with which it ended, where that is known: 128 and the signal's number where a
///   signal ended it
/// @param restarts how often it has been started again
/// @param problem why it could not be started again; empty otherwise
public record CommandState(
    long pid,
    boolean running,
    Instant since,
    OptionalInt status,
    int restarts,
    Optional<String> problem) {}
