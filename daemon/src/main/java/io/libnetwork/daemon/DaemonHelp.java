package io.libnetwork.daemon;

/// What can be said to the daemon, for people.
final class DaemonHelp {

  private DaemonHelp() {}

  static String text() {
    StringBuilder text = new StringBuilder();
    text.append("Usage: libnetwork daemon [flags]\n\n");
    text.append("Serves Docker's network API and one of its own, until it is told to stop.\n\n");
    line(text, Settings.CONFIG_FLAG, "the file; " + Settings.DEFAULT_FILE + " otherwise");
    for (Setting setting : Setting.values()) {
      line(text, setting.flag(), setting.meaning() + (setting.reloadable() ? " (reloads)" : ""));
    }
    text.append("\nThe same can be said in the file, as ");
    text.append(Setting.LOG_LEVEL.path());
    text.append(" (an object 'log' with 'level'), and in the environment, as ");
    text.append(Setting.LOG_LEVEL.variable());
    text.append(".\nA flag counts more than the file, and the environment more than a flag.\n");
    text.append("SIGHUP has the file read again.\n");
    return text.toString();
  }

  private static void line(StringBuilder text, String flag, String meaning) {
    text.append("  ").append(flag).append(" ".repeat(Math.max(1, 20 - flag.length())));
    text.append(meaning).append('\n');
  }
}
