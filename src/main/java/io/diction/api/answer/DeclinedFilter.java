package io.diction.api.answer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What filters decline before a handler is reached is said in the API's shape too, and not by a
 * page of the portal: requests that the firewall takes for an attack, a defect of a filter.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DeclinedFilter extends OncePerRequestFilter {
  private final ApiErrors errors;

  DeclinedFilter(ApiErrors errors) {
    this.errors = errors;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getServletPath();
    return !(path.startsWith("/speech") || path.startsWith("/sts"));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, new InOurShape(request, response));
    } catch (RuntimeException | ServletException problem) {
      if (response.isCommitted()) {
        throw problem;
      }
      response.reset();
      errors.write(problem, request, response);
    }
  }

  private final class InOurShape extends HttpServletResponseWrapper {
    private final HttpServletRequest request;

    InOurShape(HttpServletRequest request, HttpServletResponse response) {
      super(response);
      this.request = request;
    }

    @Override
    public void sendError(int status) throws IOException {
      resetBuffer();
      errors.write(
          ApiError.of(ApiCode.of(status), "The request is not understood as it is.").status(status),
          request,
          this);
    }

    @Override
    public void sendError(int status, String reason) throws IOException {
      sendError(status);
    }
  }
}
