package io.diction.api.listing;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted. Handlers take one as a parameter.
 *
 * @param path of the list below the API's base
 * @param skip how many entities to leave out
 * @param top how many to return, 1 to 1000
 * @param filter as it came; what it may name is the matter of the list
 * @param others parameters that the next page repeats
 */
public record ListQuery(
    String path, int skip, int top, @Nullable String filter, Map<String, String> others) {
  private static final int USUAL = 100;
  private static final int MOST = 1000;

  /** Parameter of lists of files. */
  static final String VALIDITY = "sasValidityInSeconds";

  public ListQuery {
    others = Map.copyOf(others);
  }

  /**
   * @throws ApiError {@code UnsupportedPagination}
   */
  static ListQuery of(String path, HttpServletRequest request) {
    int skip = number(request, "skip", 0);
    int top = number(request, "top", USUAL);
    if (skip < 0) {
      throw wrong("skip", "skip is %d; it has to be 0 or more.".formatted(skip));
    }
    if (top < 1) {
      throw wrong("top", "top is %d; it has to be 1 or more.".formatted(top));
    }
    String filter = request.getParameter("filter");
    String validity = request.getParameter(VALIDITY);
    return new ListQuery(
        path,
        skip,
        Math.min(top, MOST),
        filter == null || filter.isBlank() ? null : filter,
        validity == null ? Map.of() : Map.of(VALIDITY, validity));
  }

  private static int number(HttpServletRequest request, String name, int usual) {
    String text = request.getParameter(name);
    if (text == null) {
      return usual;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException malformed) {
      throw wrong(name, "%s has to be a whole number.".formatted(name));
    }
  }

  private static ApiError wrong(String parameter, String message) {
    return ApiError.invalid(DetailCode.UNSUPPORTED_PAGINATION, message).target(parameter);
  }

  /** The address of the next page. */
  String next(Links links) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("skip", String.valueOf(Math.addExact(skip, top)));
    parameters.put("top", String.valueOf(top));
    if (filter != null) {
      parameters.put("filter", filter);
    }
    parameters.putAll(others);
    return links.to(path)
        + parameters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
