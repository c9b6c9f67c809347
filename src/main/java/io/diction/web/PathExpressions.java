package io.diction.web;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.standard.expression.IStandardVariableExpression;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.StandardExpressionExecutionContext;

/**
 * Reads {@code ${row.name}} and {@code ${shell.time(row.at)}} by calling the methods. Most
 * expressions of a page are such paths, and Spring's own language takes a good part of a grid's
 * time for them. Whatever is more than a path of our own types' properties and methods, or does not
 * fit, is left to that language.
 */
final class PathExpressions implements IStandardVariableExpressionEvaluator {
  private static final String NAME = "[a-zA-Z_]\\w*";
  private static final String PLAIN = NAME + "(?:\\." + NAME + ")*";
  private static final String ARGUMENT = "(?:" + PLAIN + "|'[^'\\\\]*'|\\d{1,9})";
  private static final String ARGUMENTS = "\\((?:" + ARGUMENT + "(?:,\\s*" + ARGUMENT + ")*)?\\)";
  private static final Pattern PATH =
      Pattern.compile(
          "%1$s(?:\\.%1$s(?:%2$s)?)*".formatted(NAME, ARGUMENTS), Pattern.CASE_INSENSITIVE);
  private static final Pattern STEP =
      Pattern.compile("(%s)(%s)?(?:\\.|$)".formatted(NAME, ARGUMENTS));
  private static final Pattern ONE_ARGUMENT = Pattern.compile(ARGUMENT);
  private static final Pattern CONSTANT = Pattern.compile("(?i)true|false|null|'.*");
  private static final String OUR_OWN = "io.diction.";
  private static final Object UNKNOWN = new Object();

  private final IStandardVariableExpressionEvaluator others;
  private final Map<String, List<Step>> paths = new ConcurrentHashMap<>();
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

  /**
   * A variable, a property or a method.
   *
   * @param source as it stands in the template
   * @param arguments of a method, null for a property
   */
  private record Step(String source, String name, @Nullable List<Argument> arguments) {}

  /**
   * What a method is given.
   *
   * @param path to be read, or empty
   * @param value of a text or number
   */
  private record Argument(List<Step> path, Object value) {}

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
  private List<Step> path(String expression) {
    List<Step> known = paths.get(expression);
    if (known == null) {
      known = steps(expression);
      paths.put(expression, known);
    }
    return known;
  }

  private static List<Step> steps(String expression) {
    if (!PATH.matcher(expression).matches()) {
      return List.of();
    }
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(expression);
    while (step.find()) {
      List<Argument> arguments = step.group(2) == null ? null : arguments(step.group(2));
      steps.add(new Step(step.group(), step.group(1), arguments));
    }
    return isConstant(steps.get(0).name()) ? List.of() : List.copyOf(steps);
  }

  private static List<Argument> arguments(String source) {
    List<Argument> arguments = new ArrayList<>();
    Matcher argument = ONE_ARGUMENT.matcher(source);
    while (argument.find()) {
      String text = argument.group();
      if (text.startsWith("'")) {
        arguments.add(new Argument(List.of(), text.substring(1, text.length() - 1)));
      } else if (Character.isDigit(text.charAt(0))) {
        arguments.add(new Argument(List.of(), Integer.valueOf(text)));
      } else {
        // A constant has no steps and no value: the call fits no method, and is left to the others.
        arguments.add(new Argument(steps(text), UNKNOWN));
      }
    }
    return List.copyOf(arguments);
  }

  private static boolean isConstant(String word) {
    return CONSTANT.matcher(word).matches();
  }

  private @Nullable Object read(IExpressionContext context, List<Step> path) {
    if (path.isEmpty()) {
      return UNKNOWN;
    }
    Object value = context.getVariable(path.get(0).name());
    for (int i = 1; i < path.size() && value != UNKNOWN; i++) {
      value = value == null ? UNKNOWN : next(context, value, path.get(i));
    }
    return value;
  }

  private @Nullable Object next(IExpressionContext context, Object target, Step step) {
    List<Argument> arguments = step.arguments();
    if (arguments == null) {
      return property(target, step);
    }
    @Nullable Object[] values = new Object[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      Argument argument = arguments.get(i);
      values[i] = argument.path().isEmpty() ? argument.value() : read(context, argument.path());
      if (values[i] == UNKNOWN) {
        return UNKNOWN;
      }
    }
    return call(target, step, values);
  }

  private @Nullable Object property(Object target, Step step) {
    String name = step.name();
    if (target instanceof Collection<?> some && name.equals("empty")) {
      return some.isEmpty();
    }
    if (target instanceof String text && name.equals("empty")) {
      return text.isEmpty();
    }
    if (target instanceof Map.Entry<?, ?> entry) {
      return switch (name) {
        case "key" -> entry.getKey();
        case "value" -> entry.getValue();
        default -> UNKNOWN;
      };
    }
    return call(target, step);
  }

  private @Nullable Object call(Object target, Step step, @Nullable Object... values) {
    if (!target.getClass().getName().startsWith(OUR_OWN)) {
      return UNKNOWN;
    }
    Optional<Method> reader =
        readers
            .get(target.getClass())
            .computeIfAbsent(step.source(), source -> reader(target.getClass(), step));
    try {
      return reader.isEmpty() ? UNKNOWN : reader.get().invoke(target, values);
    } catch (InvocationTargetException failed) {
      // Spring's language would only call it once more.
      throw new TemplateProcessingException("cannot read " + step.source(), failed.getCause());
    } catch (IllegalAccessException | IllegalArgumentException other) {
      return UNKNOWN;
    }
  }

  private static Optional<Method> reader(Class<?> type, Step step) {
    List<Argument> arguments = step.arguments();
    return arguments == null ? reader(type, step.name()) : method(type, step.name(), arguments);
  }

  /** The only one of its name with so many parameters; among several Spring chooses. */
  private static Optional<Method> method(Class<?> type, String name, List<Argument> arguments) {
    List<Method> methods =
        Stream.of(type.getMethods())
            .filter(method -> method.getName().equals(name) && !method.isVarArgs())
            .toList();
    return methods.size() == 1 && methods.get(0).getParameterCount() == arguments.size()
        ? methods.stream()
            .filter(
                method -> !Modifier.isStatic(method.getModifiers()) && method.trySetAccessible())
            .findFirst()
        : Optional.empty();
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
