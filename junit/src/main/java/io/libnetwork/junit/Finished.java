package io.libnetwork.junit;

/// A program that has ended.
///
/// @param status with which it ended: 128 and the signal's number where a signal ended it
/// @param output what it wrote, to standard error too
public record Finished(int status, String output) {}
