package io.diction.web;

import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives handler methods their {@link GridQuery}, parsed by the grid's {@link GridSpec}. */
final class GridQueryResolver implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == GridQuery.class;
  }

  @Override
  public GridQuery resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer model,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binder) {
    GridSpec spec = parameter.getParameterAnnotation(GridSpec.class);
    if (spec == null) {
      spec =
          AnnotatedElementUtils.findMergedAnnotation(
              parameter.getContainingClass(), GridSpec.class);
    }
    if (spec == null) {
      throw new IllegalStateException("No @GridSpec on " + parameter.getContainingClass());
    }
    GridQuery.Spec known =
        new GridQuery.Spec(List.of(spec.sorts()), spec.descending(), List.of(spec.filters()));
    try {
      return GridQuery.parse(known, request.getParameterMap());
    } catch (InvalidParameterException undecodable) {
      return GridQuery.first(known);
    }
  }
}
