import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// Adds up what surefire reported of every module of a checkout: each failed test, each
/// skipped test with its reason, each that failed at first and passed when it was run again, and
/// last, alone on its line, `N passed, N failed, N skipped`.
///
/// The arguments are pairs: what stands before the names of tests, and a folder of modules. One that
/// is not there has no tests.
///
/// Ends with 1 if a test failed or none was run.
class TestReport {

  private final List<String> failed = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> again = new ArrayList<>();
  private int passed;

  static void main(String[] args) throws Exception {
    TestReport report = new TestReport();
    for (int i = 0; i < args.length; i += 2) {
      for (Path file : reports(Path.of(args[i + 1]))) {
        report.add(args[i], file);
      }
    }
    report.print();
    System.exit(report.failed.isEmpty() && report.passed > 0 ? 0 : 1);
  }

  private static List<Path> reports(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(root)) {
      return found;
    }
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path module : modules) {
        Path folder = module.resolve("target/surefire-reports");
        if (Files.isDirectory(folder)) {
          try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
            files.forEach(found::add);
          }
        }
      }
    }
    found.sort(null);
    return found;
  }

  private void add(String where, Path file) throws Exception {
    NodeList cases =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      count(where, (Element) cases.item(i));
    }
  }

  private void count(String where, Element test) {
    String name = where + test.getAttribute("classname") + "." + test.getAttribute("name");
    for (Node child = test.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element outcome) {
        switch (outcome.getTagName()) {
          case "failure", "error" -> {
            failed.add(line(name, outcome));
            return;
          }
          case "skipped" -> {
            skipped.add(line(name, outcome));
            return;
          }
          case "flakyFailure", "flakyError" -> again.add(line(name, outcome));
          default -> {} // what the test printed
        }
      }
    }
    passed++;
  }

  private static String line(String name, Element outcome) {
    String reason = outcome.getAttribute("message").strip().replaceAll("\\s+", " ");
    if (reason.isEmpty()) {
      // JUnit's own reports have it as text, with the stack below.
      reason = outcome.getTextContent().strip().lines().findFirst().orElse("");
      reason = reason.replaceFirst("^[\\w.]+TestAbortedException: ", "");
    }
    if (reason.isEmpty()) {
      reason = "no reason given";
    }
    return name + ": " + (reason.length() > 200 ? reason.substring(0, 200) + "..." : reason);
  }

  private void print() {
    again.forEach(test -> System.out.println("again    " + test));
    failed.forEach(test -> System.out.println("failed   " + test));
    skipped.forEach(test -> System.out.println("skipped  " + test));
    System.out.printf(
        "%d passed, %d failed, %d skipped%n", passed, failed.size(), skipped.size());
  }
}
