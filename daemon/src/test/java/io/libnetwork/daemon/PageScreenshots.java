package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.wire.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The pictures of the README, made where a folder is named for them: see `scripts/screenshots`.
class PageScreenshots {

  private static final String FOLDER = "page.screenshots";

  @Test
  void showAShopInBothThemes() throws Exception {
    String folder = System.getProperty(FOLDER, "");
    assumeTrue(!folder.isEmpty(), "no folder is named by -D" + FOLDER);
    assumeTrue(Browser.installed().isPresent(), "there is no chromium: apt-get install chromium");
    Path target = Files.createDirectories(Path.of(folder));
    try (ServedHost host = ServedHost.open();
        ShopScene _ = ShopScene.on(host);
        Browser browser = Browser.start(host.host().namespacePath());
        Tab tab = browser.tab()) {
      for (String theme : List.of("light", "dark")) {
        tab.colours(theme);
        tab.open("about:blank");
        tab.open(host.url());
        tab.await("document.querySelector('#state').dataset.state === 'live'");
        tab.await("window.libnetwork.drawn.includes('postgres')");
        choose(tab, theme.equals("light") ? "shop" : "postgres");
        if (theme.equals("dark")) {
          explain(tab, "mailer");
        }
        tab.await("/[1-9].* Mbit/.test(document.querySelector('#sums').innerText)");
        Thread.sleep(2_500); // so that every line has its rate
        tab.shoot(target.resolve("page-" + theme + ".png"));
      }
      assertThat(tab.problems()).isEmpty();
    }
    assertThat(target.resolve("page-dark.png")).isNotEmptyFile();
  }

  /// The lab that the README begins with.
  @Test
  void showTheFirstLab() throws Exception {
    String folder = System.getProperty(FOLDER, "");
    assumeTrue(!folder.isEmpty(), "no folder is named by -D" + FOLDER);
    assumeTrue(Browser.installed().isPresent(), "there is no chromium: apt-get install chromium");
    Path target = Files.createDirectories(Path.of(folder));
    String lab = Files.readString(Path.of("..", "examples", "labs", "first.yaml"));
    try (ServedHost host = ServedHost.open();
        Browser browser = Browser.start(host.host().namespacePath());
        Tab tab = browser.tab()) {
      var _ =
          host.ask(new Request("POST", "/v1/labs?name=first", "application/yaml", lab, Map.of()));
      try {
        tab.colours("light");
        tab.open(host.url());
        tab.await("window.libnetwork && window.libnetwork.drawn.includes('first-db')");
        tab.await("document.querySelector('#sums').innerText.includes('flowing')");
        choose(tab, "first-web");
        Thread.sleep(2_500); // so that every line has its rate
        tab.shoot(target.resolve("page-first-lab.png"));
      } finally {
        var _ = host.ask(Request.delete("/v1/labs/first"));
      }
      assertThat(tab.problems()).isEmpty();
    }
  }

  /// Asks whether somebody reaches what was chosen.
  private static void explain(Tab tab, String from) {
    tab.click("#details .actions button:nth-child(2)");
    tab.await("document.activeElement.id === 'explain-from'");
    tab.type(from);
    tab.press("Enter");
    tab.await("document.querySelector('#explain .verdict')");
    tab.evaluate("document.activeElement.blur()");
  }

  private static void choose(Tab tab, String label) {
    var at = tab.evaluate("window.libnetwork.placeOf('" + label + "')");
    tab.click(at.get("x").asDouble(), at.get("y").asDouble());
    tab.await("document.querySelector('#details h2').textContent === '" + label + "'");
  }
}
