package io.diction.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Pages are made in the order in which they were asked for, from the first query to the last letter
 * and about as many at once as there are processors: sixteen at a time would all be late. Nobody
 * waits for long.
 */
final class InTurn implements HandlerInterceptor {
  private static final Semaphore TURNS =
      new Semaphore(Runtime.getRuntime().availableProcessors() + 1, true);
  private static final long LONGEST_MS = 200;
  private static final String TURN = InTurn.class.getName();

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws InterruptedException {
    if (isPage(request, handler) && TURNS.tryAcquire(LONGEST_MS, TimeUnit.MILLISECONDS)) {
      request.setAttribute(TURN, true);
    }
    return true;
  }

  /** What is downloaded or waited for takes as long as it takes, and is no page. */
  private static boolean isPage(HttpServletRequest request, Object handler) {
    return HttpMethod.GET.matches(request.getMethod())
        && request.getAttribute(TURN) == null
        && handler instanceof HandlerMethod method
        && method.getMethod().getReturnType() == String.class;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception problem) {
    over(request);
  }

  /** Lets the next one begin. */
  static void over(HttpServletRequest request) {
    if (request.getAttribute(TURN) != null) {
      request.removeAttribute(TURN);
      TURNS.release();
    }
  }
}
