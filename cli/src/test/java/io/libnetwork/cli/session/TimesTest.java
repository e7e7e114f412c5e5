package io.libnetwork.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "90s,PT1M30S",
    "5m,PT5M",
    "1h30m,PT1H30M",
    "200ms,PT0.2S",
    "PT90S,PT1M30S",
    "1h1m1s1ms,PT1H1M1.001S"
  })
  void areReadAsTheyAreTyped(String typed, String iso) {
    assertThat(Times.iso(typed)).isEqualTo(iso);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "1 h", "-5s", "5x", "99999999999s"})
  void areRefusedOtherwise(String typed) {
    assertThatThrownBy(() -> Times.parse(typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("invalid time '" + typed + "'");
  }

  @ParameterizedTest
  @CsvSource({"y,true", "Yes,true", "' y',true", "n,false", "'',false"})
  void aQuestionIsAnsweredByItsFirstLetter(String answer, boolean yes) {
    StringWriter asked = new StringWriter();
    Question question = new Question(new StringReader(answer), new PrintWriter(asked));
    assertThat(question.yes("sure? ")).isEqualTo(yes);
    assertThat(asked).hasToString("sure? ");
  }

  @Test
  void progressIsShownWhereItTakesLongAndSomebodyLooks() throws InterruptedException {
    StringWriter err = new StringWriter();
    try (Progress progress = Progress.of("waiting", new PrintWriter(err), true, Duration.ZERO)) {
      progress.begin();
      while (!err.toString().contains("waiting ... 0 s")) {
        Thread.onSpinWait();
      }
    }
    assertThat(err.toString()).endsWith("\r\u001b[K");
  }

  @Test
  void progressIsNotShownOtherwise() {
    StringWriter err = new StringWriter();
    for (Progress progress :
        List.of(
            Progress.of("waiting", new PrintWriter(err), false, Duration.ZERO),
            Progress.of("waiting", new PrintWriter(err), true, Duration.ofHours(1)))) {
      progress.begin();
      progress.close();
    }
    assertThat(err.toString()).isEmpty();
  }
}
