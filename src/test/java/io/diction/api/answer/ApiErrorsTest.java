package io.diction.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

class ApiErrorsTest {
  private final ApiErrors errors = new ApiErrors(new StaticMessageSource(), new JsonMapper());

  private int status(Throwable problem) {
    return errors.answer(problem, new MockHttpServletRequest()).getStatusCode().value();
  }

  @Test
  void takeNobodysLeavingForADefect() {
    assertThat(status(new ClientAbortException(new IOException("Broken pipe")))).isEqualTo(400);
    assertThat(status(new UncheckedIOException(new EOFException("Unexpected EOF read"))))
        .isEqualTo(400);
    assertThat(status(new IOException("the disk does not answer"))).isEqualTo(500);
  }
}
