package io.libnetwork.http.docker;

import java.time.Duration;

/// How long ago something was, in the words that Docker's lists have for it.
final class Ago {

  private static final int HOURS_OF_TWO_DAYS = 48;
  private static final int DAYS_OF_A_WEEK = 7;
  private static final int DAYS_OF_A_MONTH = 30;
  private static final int DAYS_OF_A_YEAR = 365;

  private Ago() {}

  static String text(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 1) {
      return "Less than a second";
    } else if (seconds == 1) {
      return "1 second";
    } else if (seconds < 60) {
      return seconds + " seconds";
    }
    long minutes = time.toMinutes();
    if (minutes == 1) {
      return "About a minute";
    } else if (minutes < 60) {
      return minutes + " minutes";
    }
    return hours(time.toHours());
  }

  private static String hours(long hours) {
    long days = hours / 24;
    if (hours == 1) {
      return "About an hour";
    } else if (hours < HOURS_OF_TWO_DAYS) {
      return hours + " hours";
    } else if (days < 2 * DAYS_OF_A_WEEK) {
      return days + " days";
    } else if (days < 2 * DAYS_OF_A_MONTH) {
      return days / DAYS_OF_A_WEEK + " weeks";
    } else if (days < 2 * DAYS_OF_A_YEAR) {
      return days / DAYS_OF_A_MONTH + " months";
    }
    return days / DAYS_OF_A_YEAR + " years";
  }
}
