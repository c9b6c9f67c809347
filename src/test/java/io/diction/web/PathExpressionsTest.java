package io.diction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.dialect.SpringStandardDialect;
import org.thymeleaf.spring6.expression.SPELVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;

class PathExpressionsTest {
  /** What is read directly is what Spring's language reads. */
  record Row(String name, @Nullable Row parent, List<String> tags, Map<String, String> texts) {
    public boolean isOpen() {
      return true;
    }

    public String getLabel() {
      return "label of " + name;
    }

    public Row with(String another) {
      return new Row(another, this, tags, texts);
    }

    public int twice(int number) {
      return 2 * number;
    }

    public String several(String text) {
      return "text " + text;
    }

    public String several(int number) {
      return "number " + number;
    }

    public String fails(String why) {
      throw new IllegalStateException(why);
    }

    public String getBroken() {
      BROKEN.incrementAndGet();
      throw new IllegalStateException("broken");
    }
  }

  private static final AtomicInteger BROKEN = new AtomicInteger();
  private static final Row ROW =
      new Row("x", new Row("y", null, List.of(), Map.of()), List.of("a"), Map.of("k", "v"));

  private static String render(IStandardVariableExpressionEvaluator reader, String expression) {
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setDialect(
        new SpringStandardDialect() {
          @Override
          public IStandardVariableExpressionEvaluator getVariableExpressionEvaluator() {
            return reader;
          }
        });
    Map<String, Object> variables = new HashMap<>();
    variables.put("row", ROW);
    variables.put("none", null);
    try {
      return engine.process(
          "<b th:text=\"${" + expression + "}\">-</b>", new Context(null, variables));
    } catch (RuntimeException refused) {
      return "refused";
    }
  }

  @Test
  void readsWhatSpringReads() {
    for (String expression :
        Arrays.asList(
            "row.name",
            "row.parent.name",
            "row.parent.parent",
            "row.parent.parent.name",
            "row.open",
            "row.label",
            "row.tags.empty",
            "row.tags.size",
            "row.texts.k",
            "row.nothing",
            "row.broken",
            "row.class",
            "none",
            "none.name",
            "unknown",
            "true",
            "null",
            "row.name.empty",
            "row.name == 'x'",
            "row.getLabel()",
            "row.texts.entrySet().iterator().next().value",
            "row.with('z')",
            "row.with('z').label",
            "row.with(row.parent.name).name",
            "row.with(none)",
            "row.with(null)",
            "row.with(7)",
            "row.with('a', 'b')",
            "row.with(row.with('a').name)",
            "row.twice(21)",
            "row.twice(unknown)",
            "row.twice('x')",
            "row.several('a')",
            "row.several(1)",
            "row.name.length()",
            "row.fails('x')",
            "row.with",
            "!row.open",
            "row.getClass()",
            "unknown.with('x')",
            "row.hashCode")) {
      assertThat(render(new PathExpressions(SPELVariableExpressionEvaluator.INSTANCE), expression))
          .as(expression)
          .isEqualTo(render(SPELVariableExpressionEvaluator.INSTANCE, expression));
    }
  }

  @Test
  void callsWhatFailsOnce() {
    BROKEN.set(0);

    assertThat(render(new PathExpressions(SPELVariableExpressionEvaluator.INSTANCE), "row.broken"))
        .isEqualTo("refused");
    assertThat(BROKEN).hasValue(1);
  }
}
