package io.diction.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.spring6.view.ThymeleafView;

/**
 * Makes pages in the order in which they were asked for, about as many at once as there are
 * processors: sixteen at a time would all be late. Nobody waits for long, as somebody may read his
 * page slowly.
 */
final class InTurn extends ThymeleafView {
  private static final Semaphore TURNS =
      new Semaphore(Runtime.getRuntime().availableProcessors() + 1, true);
  private static final long LONGEST_MS = 200;

  @Override
  public void render(
      @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    boolean turn = TURNS.tryAcquire(LONGEST_MS, TimeUnit.MILLISECONDS);
    try {
      super.render(model, request, response);
    } finally {
      if (turn) {
        TURNS.release();
      }
    }
  }
}
