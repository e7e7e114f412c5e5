package io.libnetwork.junit;

/// For what networks and containers are made, and with what they go.
public enum Per {
  /// For each test method, before its `@BeforeEach` methods; they go after its `@AfterEach`
  /// methods.
  METHOD,
  /// For a class, before its `@BeforeAll` methods; they go after its `@AfterAll` methods.
  CLASS
}
