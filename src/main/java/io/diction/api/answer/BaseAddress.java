package io.diction.api.answer;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Under which address the API is reached: the configured one, else that of the request, in which
 * the container has put what a trusted proxy forwards.
 */
@Component
public class BaseAddress implements HandlerMethodArgumentResolver {
  private final Optional<String> configured;

  BaseAddress(AddressSettings settings) {
    this.configured =
        Optional.ofNullable(settings.address()).map(URI::toString).map(BaseAddress::withoutSlash);
  }

  /** The links of the request under way. */
  public Links links() {
    return new Links(
        configured.orElseGet(
            () ->
                withoutSlash(ServletUriComponentsBuilder.fromCurrentContextPath().toUriString())));
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Links.class;
  }

  @Override
  public Links resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return links();
  }

  private static String withoutSlash(String address) {
    return address.replaceFirst("/+$", "");
  }
}
