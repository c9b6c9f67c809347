package io.diction.web;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.standard.expression.IStandardVariableExpression;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.StandardExpressionExecutionContext;

/**
 * Reads {@code ${row.name}} by calling its method. Most expressions of a page are such paths, and
 * Spring's own language takes a good part of a grid's time for them. Whatever is more than a path
 * of our own types' properties, or goes wrong, is left to that language.
 */
final class PathExpressions implements IStandardVariableExpressionEvaluator {
  private static final Pattern PATH =
      Pattern.compile("(?!(?i:true|false|null)\\b)[a-zA-Z_]\\w*(\\.[a-zA-Z]\\w*)*");
  private static final String OUR_OWN = "io.diction.";
  private static final Object UNKNOWN = new Object();

  private final IStandardVariableExpressionEvaluator others;
  private final Map<String, List<String>> paths = new ConcurrentHashMap<>();
  private final ClassValue<Map<String, Optional<Method>>> readers =
      new ClassValue<>() {
        @Override
        protected Map<String, Optional<Method>> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  PathExpressions(IStandardVariableExpressionEvaluator others) {
    this.others = others;
  }

  @Override
  public @Nullable Object evaluate(
      IExpressionContext context,
      IStandardVariableExpression expression,
      StandardExpressionExecutionContext limits) {
    if (!expression.getUseSelectionAsRoot()
        && !limits.getRestrictVariableAccess()
        && !limits.getPerformTypeConversion()) {
      Object value = read(context, path(expression.getExpression()));
      if (value != UNKNOWN) {
        return value;
      }
    }
    return others.evaluate(context, expression, limits);
  }

  /** Empty for what is no path. */
  private List<String> path(String expression) {
    List<String> known = paths.get(expression);
    if (known == null) {
      known = PATH.matcher(expression).matches() ? List.of(expression.split("\\.", -1)) : List.of();
      paths.put(expression, known);
    }
    return known;
  }

  private @Nullable Object read(IExpressionContext context, List<String> path) {
    if (path.isEmpty()) {
      return UNKNOWN;
    }
    Object value = context.getVariable(path.get(0));
    for (int i = 1; i < path.size() && value != UNKNOWN; i++) {
      value = value == null ? UNKNOWN : property(value, path.get(i));
    }
    return value;
  }

  private @Nullable Object property(Object target, String name) {
    if (target instanceof Collection<?> some && name.equals("empty")) {
      return some.isEmpty();
    }
    if (target instanceof Map.Entry<?, ?> entry) {
      return name.equals("key") ? entry.getKey() : UNKNOWN;
    }
    if (!target.getClass().getName().startsWith(OUR_OWN)) {
      return UNKNOWN;
    }
    Optional<Method> reader =
        readers
            .get(target.getClass())
            .computeIfAbsent(name, wanted -> reader(target.getClass(), wanted));
    try {
      return reader.isEmpty() ? UNKNOWN : reader.get().invoke(target);
    } catch (IllegalAccessException | InvocationTargetException failure) {
      return UNKNOWN;
    }
  }

  /** In the order in which Spring looks: {@code getName}, {@code isName}, {@code name}. */
  private static Optional<Method> reader(Class<?> type, String name) {
    String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    for (String method : List.of("get" + capital, "is" + capital, name)) {
      try {
        Method found = type.getMethod(method);
        boolean fits = !method.startsWith("is") || isTruth(found.getReturnType());
        if (fits && !Modifier.isStatic(found.getModifiers()) && found.trySetAccessible()) {
          return Optional.of(found);
        }
      } catch (NoSuchMethodException another) {
        continue;
      }
    }
    return Optional.empty();
  }

  private static boolean isTruth(Class<?> type) {
    return type == boolean.class || type == Boolean.class;
  }
}
