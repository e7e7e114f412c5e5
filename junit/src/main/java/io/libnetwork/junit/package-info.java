/// Tests that have networks and containers: asked for by [io.libnetwork.junit.TestNetwork] or
/// [io.libnetwork.junit.Lab], handed to the test as a [io.libnetwork.junit.LabSession], and gone
/// when the test has ended, however it has.
///
/// Start with [io.libnetwork.junit.SessionHost], which makes sessions and needs no JUnit, then read
/// [io.libnetwork.junit.LabExtension], which makes one for each test.
package io.libnetwork.junit;
