package io.diction.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.CharArrayWriter;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.spring6.view.ThymeleafView;

/**
 * Makes pages in the order in which they were asked for, about as many at once as there are
 * processors: sixteen at a time would all be late. Nobody waits for long. A page is sent when its
 * turn is over: whoever reads slowly keeps nobody else waiting.
 */
final class InTurn extends ThymeleafView {
  private static final Semaphore TURNS =
      new Semaphore(Runtime.getRuntime().availableProcessors() + 1, true);
  private static final long LONGEST_MS = 200;

  @Override
  public void render(
      @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    Written page = new Written(response);
    boolean turn = TURNS.tryAcquire(LONGEST_MS, TimeUnit.MILLISECONDS);
    try {
      super.render(model, request, page);
    } finally {
      if (turn) {
        TURNS.release();
      }
    }
    page.text.writeTo(response.getWriter());
  }

  /** Keeps a page's text until it is complete. */
  private static final class Written extends HttpServletResponseWrapper {
    private final CharArrayWriter text = new CharArrayWriter(16_384);
    private final PrintWriter writer = new PrintWriter(text);

    Written(HttpServletResponse response) {
      super(response);
    }

    @Override
    public PrintWriter getWriter() {
      return writer;
    }

    /** Nothing is sent before the turn is over. */
    @Override
    public void flushBuffer() {
      writer.flush();
    }
  }
}
