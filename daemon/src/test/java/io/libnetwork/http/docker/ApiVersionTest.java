package io.libnetwork.http.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiVersionTest {

  @Test
  void isComparedByNumbers() {
    assertThat(ApiVersion.served("1.41").before(ApiVersion.served("1.50"))).isTrue();
    assertThat(ApiVersion.served("1.50").before(ApiVersion.served("1.41"))).isFalse();
    assertThat(new ApiVersion(1, 9).before(new ApiVersion(1, 10))).isTrue();
    assertThat(ApiVersion.served("1.24")).hasToString("1.24");
  }

  @ParameterizedTest
  @CsvSource({
    "1.23, is too old. Minimum supported API version is 1.24",
    "1.51, is too new. Maximum supported API version is 1.50",
    "2.0, is too new",
    "1, invalid version",
    "1.2.3, invalid version",
    "99999.1, invalid version",
  })
  void isRefused(String text, String why) {
    assertThatThrownBy(() -> ApiVersion.served(text))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining(text)
        .hasMessageContaining(why);
  }
}
