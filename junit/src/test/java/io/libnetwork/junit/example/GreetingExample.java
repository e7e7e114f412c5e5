package io.libnetwork.junit.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.libnetwork.junit.Finished;
import io.libnetwork.junit.LabSession;
import io.libnetwork.junit.TestNetwork;
import org.junit.jupiter.api.Test;

@TestNetwork(sandboxes = {"client", "server"})
public class GreetingExample {

  @Test
  void theServerGreets(LabSession lab) {
    lab.sandbox("server")
        .start("python3", "-u", "-m", "http.server", "8000", "--directory", "/etc/alternatives")
        .awaitOutput("Serving HTTP");
    Finished asked = lab.sandbox("client").run("curl", "-sf", "http://server:8000/");
    assertEquals(0, asked.status());
  }

  @Test
  void nobodyListensAnywhereElse(LabSession lab) {
    Finished asked = lab.sandbox("client").run("curl", "-sf", "http://server:9000/");
    assertNotEquals(0, asked.status());
  }
}
