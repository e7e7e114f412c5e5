import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a daemon everything that `daemon/src/test/docker/commands.txt` says by the real `docker`
/// command line, and compares what is printed and the exit codes with what Docker's own daemon
/// answered. See `scripts/docker-compare`, which starts daemons for it.
///
/// Ids, times and MAC addresses that were drawn are not compared. Each difference has to be in
/// `docs/docker-differences.md`, under a heading that says why, and each that is there has to be
/// found; otherwise it ends with 1. The page has what version 28.2 of the command line prints; of
/// another, a command that differs has to be there, and no more. `write` brings that page up to date, with what is new under
/// a heading that has yet to be given a reason.
class DockerCompare {

  private static final Path DATA = Path.of("daemon/src/test/docker");
  private static final Path COMMANDS = DATA.resolve("commands.txt");
  private static final String PAGE_VERSION = "28.2";
  private static final String HEADER =
      "# What Docker's own daemon answers to commands.txt; written by scripts/docker-compare record.\n";
  private static final Path PAGE = Path.of("docs/docker-differences.md");
  private static final String UNEXPLAINED = "Not explained yet";
  private static final long LIMIT_SECONDS = 60;

  static void main(String[] args) throws Exception {
    if (args.length < 2 || !List.of("record", "check", "write").contains(args[0])) {
      System.err.println("usage: java scripts/DockerCompare.java record|check|write unix:///SOCKET");
      System.exit(2);
    }
    List<Answer> answers = new Asking(args[1]).all();
    switch (args[0]) {
      case "record" -> Files.writeString(recorded(), HEADER + Answer.text(answers));
      case "write" -> new Page(differences(answers)).write();
      default -> System.exit(new Page(differences(answers)).check() ? 0 : 1);
    }
  }

  /// The answers as the version of the command line that is here prints them.
  private static Path recorded() throws IOException {
    return DATA.resolve("dockerd-by-" + version() + ".txt");
  }

  private static String version() throws IOException {
    Process process = new ProcessBuilder("docker", "--version").start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher version = Pattern.compile("version (\\d+\\.\\d+)").matcher(printed);
    if (!version.find()) {
      throw new IllegalStateException("docker --version says: " + printed);
    }
    return version.group(1);
  }

  private static Map<String, List<String>> differences(List<Answer> ours) throws IOException {
    Map<String, List<String>> dockers = Answer.parse(Files.readAllLines(recorded()));
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (Answer answer : ours) {
      List<String> theirs = dockers.remove(answer.command);
      if (theirs == null) {
        throw new IllegalStateException(
            "not recorded, see scripts/docker-compare record: " + answer.command);
      }
      if (!theirs.equals(answer.lines)) {
        found.put(answer.command, Difference.of(theirs, answer.lines));
      }
    }
    if (!dockers.isEmpty()) {
      throw new IllegalStateException("recorded, and not asked: " + dockers.keySet());
    }
    System.out.printf("%d commands, %d differences%n", ours.size(), found.size());
    return found;
  }

  /// What was answered to a command.
  ///
  /// @param command as it is in the file, with a number if it is there several times
  /// @param lines the exit code behind `=`, what was printed behind `|`, errors behind `!`
  private record Answer(String command, List<String> lines) {

    static String text(List<Answer> answers) {
      StringBuilder text = new StringBuilder();
      for (Answer answer : answers) {
        text.append("\n$ ").append(answer.command).append('\n');
        answer.lines.forEach(line -> text.append(line).append('\n'));
      }
      return text.toString();
    }

    static Map<String, List<String>> parse(List<String> lines) {
      Map<String, List<String>> found = new LinkedHashMap<>();
      List<String> current = new ArrayList<>();
      for (String line : lines) {
        if (line.startsWith("$ ")) {
          current = new ArrayList<>();
          found.put(line.substring(2), current);
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          current.add(line);
        }
      }
      return found;
    }
  }

  /// Asks one daemon all commands, in order.
  private static final class Asking {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z][A-Z0-9]*)=(.*)");

    private final String host;
    private final Path configuration;
    private final Map<String, String> kept = new HashMap<>();
    private final Map<String, Integer> times = new HashMap<>();

    Asking(String host) throws IOException {
      this.host = host;
      this.configuration = Files.createTempDirectory("docker-compare");
    }

    List<Answer> all() throws Exception {
      List<Answer> answers = new ArrayList<>();
      for (String line : Files.readAllLines(COMMANDS)) {
        if (line.equals("@pause")) {
          Thread.sleep(1000);
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          line(line, answers);
        }
      }
      Files.delete(configuration);
      return answers;
    }

    private void line(String line, List<Answer> answers) throws Exception {
      Matcher assignment = ASSIGNMENT.matcher(line);
      boolean keeps = assignment.matches();
      String command = keeps ? assignment.group(2) : line;
      if (command.equals("@now")) {
        Instant now = Instant.now();
        kept.put(assignment.group(1), "%d.%09d".formatted(now.getEpochSecond(), now.getNano()));
        return;
      }
      boolean sorted = command.startsWith("@sorted ");
      String bare = sorted ? command.substring("@sorted ".length()) : command;
      int time = times.merge(bare, 1, Integer::sum);
      List<String> lines = ask(words(bare), sorted, keeps ? assignment.group(1) : "");
      answers.add(new Answer(time == 1 ? bare : bare + " #" + time, lines));
    }

    private List<String> words(String command) {
      List<String> words = new ArrayList<>(List.of("docker", "--host", host));
      Matcher word = WORD.matcher(command);
      while (word.find()) {
        words.add(
            word.group(1) != null
                ? word.group(1)
                : word.group(2) != null ? word.group(2) : replaced(word.group(3)));
      }
      return words;
    }

    private String replaced(String word) {
      String replaced = word;
      for (Map.Entry<String, String> one : kept.entrySet()) {
        String value = one.getValue();
        String name = "$" + one.getKey();
        replaced =
            replaced
                .replace(name + "_12", value.substring(0, Math.min(12, value.length())))
                .replace(name, value);
      }
      return replaced;
    }

    private List<String> ask(List<String> words, boolean sorted, String keep) throws Exception {
      ProcessBuilder builder = new ProcessBuilder(words);
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(key -> key.startsWith("DOCKER_"));
      environment.put("DOCKER_CONFIG", configuration.toString());
      environment.put("LC_ALL", "C");
      Process process = builder.start();
      process.getOutputStream().close();
      var errors = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
      var printed = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("no end within a minute: " + words);
      }
      if (!keep.isEmpty()) {
        kept.put(keep, printed.get().strip());
      }
      List<String> lines = new ArrayList<>();
      lines.add("= " + process.exitValue());
      lines.addAll(behind("|", Alike.of(printed.get(), host), sorted));
      lines.addAll(behind("!", Alike.of(errors.get(), host), false));
      return lines;
    }

    private static String read(InputStream in) {
      try (in) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException failure) {
        throw new java.io.UncheckedIOException(failure);
      }
    }

    private static List<String> behind(String mark, String text, boolean sorted) {
      List<String> lines = new ArrayList<>();
      text.lines().filter(line -> !line.isBlank()).forEach(line -> lines.add(mark + " " + line));
      if (sorted) {
        Collections.sort(lines);
      }
      return lines;
    }
  }

  /// Makes alike what two daemons draw or measure for themselves.
  private static final class Alike {

    private record Rule(Pattern pattern, String instead) {
      Rule(String pattern, String instead) {
        this(Pattern.compile(pattern), instead);
      }
    }

    private static final List<Rule> RULES =
        List.of(
            new Rule("\\b[0-9a-f]{64}\\b", "<id>"),
            new Rule("\\b(?!0123456789ab)[0-9a-f]{12}\\b", "<id>"),
            new Rule("\\b(?!0001-)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)", "<time>"),
            new Rule("\\b(?!0001-)\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)? \\+0000 UTC", "<time>"),
            new Rule("\\b\\d{10}\\.\\d{9}\\b", "<time>"),
            new Rule("(?:About )?(?:\\d+|an?|Less than a) (?:second|minute)s?", "<while>"),
            new Rule("\\b(?!92:d0)[0-9a-f]{2}(:[0-9a-f]{2}){5}\\b", "<mac>"),
            new Rule("(?<=\\S)  +", "  "),
            new Rule(" +$", ""));

    static String of(String text, String host) {
      String alike = text.replace(host, "<host>").replace("\t", "  ");
      for (Rule rule : RULES) {
        StringBuilder lines = new StringBuilder();
        alike
            .lines()
            .forEach(line ->
                lines.append(rule.pattern.matcher(line).replaceAll(rule.instead)).append('\n'));
        alike = lines.toString();
      }
      return alike;
    }
  }

  /// What has to be taken out of one text and put in to have another, line by line.
  private static final class Difference {

    static List<String> of(List<String> before, List<String> after) {
      int[][] common = new int[before.size() + 1][after.size() + 1];
      for (int i = before.size() - 1; i >= 0; i--) {
        for (int j = after.size() - 1; j >= 0; j--) {
          common[i][j] =
              before.get(i).equals(after.get(j))
                  ? common[i + 1][j + 1] + 1
                  : Math.max(common[i + 1][j], common[i][j + 1]);
        }
      }
      List<String> lines = new ArrayList<>();
      int i = 0;
      int j = 0;
      while (i < before.size() || j < after.size()) {
        if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
          i++;
          j++;
        } else if (i < before.size()
            && (j == after.size() || common[i + 1][j] >= common[i][j + 1])) {
          lines.add("-" + before.get(i++));
        } else {
          lines.add("+" + after.get(j++));
        }
      }
      return lines;
    }
  }

  /// The page of differences, in its sections.
  private static final class Page {

    private static final Pattern HEADING = Pattern.compile("## (.*)");

    private final Map<String, List<String>> found;
    private final List<String> lines;

    /// Each command's difference as it stands on the page.
    private final Map<String, List<String>> listed = new LinkedHashMap<>();

    Page(Map<String, List<String>> found) throws IOException {
      this.found = found;
      this.lines = Files.exists(PAGE) ? Files.readAllLines(PAGE) : List.of("# Differences");
      read();
    }

    private void read() {
      boolean inside = false;
      List<String> current = new ArrayList<>();
      for (String line : lines) {
        if (line.startsWith("```")) {
          inside = line.equals("```diff");
        } else if (inside && line.startsWith(" $ ")) {
          current = new ArrayList<>();
          if (listed.put(line.substring(3), current) != null) {
            throw new IllegalStateException("listed twice: " + line);
          }
        } else if (inside) {
          current.add(line);
        }
      }
    }

    boolean check() throws IOException {
      boolean strict = version().equals(PAGE_VERSION);
      boolean right = true;
      for (Map.Entry<String, List<String>> one : found.entrySet()) {
        List<String> known = listed.get(one.getKey());
        if (known == null || (strict && !one.getValue().equals(known))) {
          right = false;
          System.out.printf(
              "%s: docker %s%n", known == null ? "not listed" : "not as listed", one.getKey());
          one.getValue().forEach(line -> System.out.println("  " + line));
        }
      }
      for (String command : listed.keySet()) {
        if (strict && !found.containsKey(command)) {
          right = false;
          System.out.printf("listed, and not there: docker %s%n", command);
        }
      }
      if (lines.contains("## " + UNEXPLAINED)) {
        right = false;
        System.out.printf("%s has differences without a reason%n", PAGE);
      }
      return right;
    }

    void write() throws IOException {
      List<String> next = new ArrayList<>();
      boolean inside = false;
      for (String line : lines) {
        if (line.startsWith("```")) {
          inside = line.equals("```diff");
          next.add(line);
        } else if (inside && line.startsWith(" $ ")) {
          add(line.substring(3), next);
        } else if (!inside) {
          next.add(line);
        }
      }
      List<String> more = new ArrayList<>(found.keySet());
      more.removeAll(listed.keySet());
      if (!more.isEmpty()) {
        next.addAll(List.of("", "## " + UNEXPLAINED, "", "```diff"));
        more.forEach(command -> add(command, next));
        next.add("```");
      }
      Files.write(PAGE, next);
    }

    private void add(String command, List<String> next) {
      List<String> difference = found.get(command);
      if (difference != null) {
        next.add(" $ " + command);
        next.addAll(difference);
      }
    }
  }
}
