package io.diction.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.model.IModel;
import org.thymeleaf.model.IModelFactory;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.expression.FragmentExpression;
import org.thymeleaf.standard.expression.FragmentExpression.ExecutedFragmentExpression;
import org.thymeleaf.standard.expression.StandardExpressions;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * {@code th:kept="~{custommodel/row :: row(row=${row})}"} puts a fragment in the element's place,
 * as {@code th:replace} does, and makes it once for all who read the same in the same language and
 * zone. The fragment sees what it is given and nothing else: neither the page's model nor the
 * request, its user or its token. So whatever it shows is part of the key, and nothing can be kept
 * that was meant for another.
 *
 * <p>With {@code th:kept-each="row : ${page.rows}"} beside it there is one for each element of a
 * list, given under that name. What else it is given is found out once for all of them, not a
 * hundred times.
 */
final class KeptFragments {
  /** After th:each, th:if and th:with. */
  private static final int PRECEDENCE = 650;

  /** After th:if and th:with, and before the fragment, whose place it takes. */
  private static final int EACH_PRECEDENCE = PRECEDENCE - 1;

  private static final String KEPT = "kept";
  private static final String KEPT_EACH = "kept-each";

  /** The lines of some ten thousand models; less where memory is short. */
  private static final long MOST_BYTES = Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16);

  /** What an entry costs besides: the key, the cache's own. */
  private static final int ENTRY_BYTES = 400;

  /** Of a record, the components that are not values whatever they hold. */
  private static final ClassValue<List<Method>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          List<Method> doubtful = new ArrayList<>();
          for (RecordComponent component : type.getRecordComponents()) {
            Class<?> declared = component.getType();
            if (!declared.isPrimitive() && declared != String.class && !declared.isEnum()) {
              component.getAccessor().setAccessible(true);
              doubtful.add(component.getAccessor());
            }
          }
          return List.copyOf(doubtful);
        }
      };

  private final ITemplateEngine engine;
  private final boolean keeps;
  private final Cache<Key, String> kept;

  /**
   * @param keeps whether templates do not change; else each fragment is made whenever it is shown
   */
  KeptFragments(ITemplateEngine engine, boolean keeps) {
    this.engine = engine;
    this.keeps = keeps;
    this.kept =
        Caffeine.newBuilder().maximumWeight(MOST_BYTES).<Key, String>weigher(Key::bytes).build();
  }

  /** What understands the two attributes. */
  Set<IProcessor> processors(String prefix) {
    return Set.of(new One(prefix), new Each(prefix));
  }

  /** All that a fragment's text depends on. */
  private record Key(
      String template,
      String fragment,
      Locale language,
      ZoneId zone,
      Map<String, @Nullable Object> given) {
    /**
     * The text and what it was made of, which takes about the memory that its words take. One
     * foreign letter makes every one of a text cost two bytes.
     */
    int bytes(String text) {
      boolean foreign = text.chars().anyMatch(letter -> letter > 0xFF);
      return ENTRY_BYTES + (foreign ? 2 : 1) * text.length() + given.toString().length();
    }

    /** The key of the same fragment that is given one thing more. */
    Key with(String name, @Nullable Object value) {
      Map<String, @Nullable Object> all = new HashMap<>(given);
      all.put(name, value);
      return new Key(template, fragment, language, zone, all);
    }
  }

  private final class One extends AbstractAttributeTagProcessor {
    One(String prefix) {
      super(TemplateMode.HTML, prefix, null, false, KEPT, true, PRECEDENCE, true);
    }

    @Override
    protected void doProcess(
        ITemplateContext context,
        IProcessableElementTag tag,
        AttributeName name,
        String value,
        IElementTagStructureHandler handler) {
      handler.replaceWith(text(key(context, value)), false);
    }
  }

  private final class Each extends AbstractAttributeTagProcessor {
    private final String fragment;

    Each(String prefix) {
      super(TemplateMode.HTML, prefix, null, false, KEPT_EACH, true, EACH_PRECEDENCE, true);
      this.fragment = prefix + ":" + KEPT;
    }

    @Override
    protected void doProcess(
        ITemplateContext context,
        IProcessableElementTag tag,
        AttributeName name,
        String value,
        IElementTagStructureHandler handler) {
      int colon = value.indexOf(':');
      if (colon < 0 || !tag.hasAttribute(fragment)) {
        throw new TemplateProcessingException("not \"name : list\" and a fragment: " + value);
      }
      String each = value.substring(0, colon).strip();
      Object all =
          StandardExpressions.getExpressionParser(context.getConfiguration())
              .parseExpression(context, value.substring(colon + 1).strip())
              .execute(context);
      IModelFactory models = context.getModelFactory();
      IModel lines = models.createModel();
      if (all instanceof Collection<?> several && !several.isEmpty()) {
        Key key = key(context, tag.getAttributeValue(fragment));
        several.forEach(one -> lines.add(models.createText(text(key.with(each, one)))));
      } else if (all != null && !(all instanceof Collection<?>)) {
        throw new TemplateProcessingException("not a list: " + value);
      }
      handler.replaceWith(lines, false);
    }
  }

  private String text(Key key) {
    String text = keeps ? kept.getIfPresent(key) : null;
    if (text == null) {
      requireValues(key);
      text = made(key);
      if (keeps) {
        kept.put(key, text);
      }
    }
    return text;
  }

  private static Key key(ITemplateContext context, String value) {
    if (!(StandardExpressions.getExpressionParser(context.getConfiguration())
            .parseExpression(context, value)
        instanceof FragmentExpression fragment)) {
      throw new TemplateProcessingException("not a fragment: " + value);
    }
    ExecutedFragmentExpression found =
        FragmentExpression.createExecutedFragmentExpression(context, fragment);
    if (found.hasSyntheticParameters()) {
      throw new TemplateProcessingException("not given values by name: " + value);
    }
    Map<String, @Nullable Object> given = new HashMap<>();
    if (found.getFragmentParameters() != null) {
      given.putAll(found.getFragmentParameters());
    }
    ZoneId zone = ((ReaderFormat) context.getVariable(Shell.ATTRIBUTE)).zone();
    return new Key(
        FragmentExpression.resolveTemplateName(found),
        found.getFragmentSelectorExpressionResult().toString(),
        Languages.current(),
        zone,
        given);
  }

  /** What is kept has been looked at: nothing else equals its key. */
  private static void requireValues(Key key) {
    if (!key.given().values().stream().allMatch(KeptFragments::isValue)) {
      throw new TemplateProcessingException("not given values by name: " + key.fragment());
    }
  }

  /** Whether it is equal to what it was when it was shown: nothing that changes is a key. */
  private static boolean isValue(@Nullable Object given) {
    return given == null
        || (given instanceof Record record && hasValues(record))
        || given instanceof Enum<?>
        || given instanceof String
        || given instanceof Number
        || given instanceof Boolean
        || given instanceof UUID
        || given instanceof Character
        || given instanceof Locale
        || given instanceof TemporalAccessor
        || given instanceof TemporalAmount
        || given instanceof ZoneId
        || (given instanceof List<?> several && several.stream().allMatch(KeptFragments::isValue));
  }

  private static boolean hasValues(Record given) {
    return COMPONENTS.get(given.getClass()).stream()
        .allMatch(component -> isValue(value(component, given)));
  }

  private static @Nullable Object value(Method component, Record given) {
    try {
      return component.invoke(given);
    } catch (ReflectiveOperationException problem) {
      throw new TemplateProcessingException("cannot read " + component, problem);
    }
  }

  private String made(Key key) {
    Map<String, Object> all = new HashMap<>(key.given());
    all.put(Shell.ATTRIBUTE, new ReaderFormat(key::zone));
    return engine.process(
        key.template(), Collections.singleton(key.fragment()), new Context(key.language(), all));
  }
}
