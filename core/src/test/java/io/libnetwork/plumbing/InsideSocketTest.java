package io.libnetwork.plumbing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.libnetwork.linux.rtnetlink.Rtnetlink;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A socket that is opened when it is needed, and never for somebody who comes too late.
class InsideSocketTest {

  private final AtomicInteger asked = new AtomicInteger();
  private final InsideSocket socket = new InsideSocket(this::refuse);

  private Rtnetlink refuse() {
    asked.incrementAndGet();
    throw new IllegalStateException("no more files");
  }

  @Test
  void isNotOpenedBeforeItIsNeeded() {
    socket.close();
    assertThat(asked).hasValue(0);
  }

  @Test
  void isTriedAgainWhereItCouldNotBeOpened() {
    assertThatIllegalStateException().isThrownBy(socket::get).withMessage("no more files");
    assertThatIllegalStateException().isThrownBy(socket::get).withMessage("no more files");
    assertThat(asked).hasValue(2);
  }

  @Test
  void isNotOpenedWhenItHasBeenClosed() {
    socket.close();
    assertThatIllegalStateException().isThrownBy(socket::get).withMessageContaining("given up");
    assertThat(asked).hasValue(0);
  }
}
