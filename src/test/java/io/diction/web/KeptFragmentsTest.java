package io.diction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.thymeleaf.context.Context;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.dialect.SpringStandardDialect;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

class KeptFragmentsTest {
  private static final AtomicInteger MADE = new AtomicInteger();
  private static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-20T16:42:00Z");
  private static final Row FIRST = new Row(1, "Medical EN", AT);

  private final SpringTemplateEngine engine = engine();

  record Row(int number, String name, OffsetDateTime at) {
    public String shown() {
      MADE.incrementAndGet();
      return name;
    }
  }

  /** May hold what changes. */
  record Holder(Object held) {}

  private static SpringTemplateEngine engine() {
    ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
    templates.setPrefix("templates/");
    templates.setSuffix(".html");
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(templates);
    engine.setLinkBuilder(
        new HashedLinks(
            new StaticListableBeanFactory().getBeanProvider(ResourceUrlProvider.class),
            new MockServletContext()));
    engine.setDialect(
        new SpringStandardDialect() {
          @Override
          public Set<IProcessor> getProcessors(String prefix) {
            Set<IProcessor> all = new HashSet<>(super.getProcessors(prefix));
            all.addAll(new KeptFragments(engine, true).processors(prefix));
            return all;
          }
        });
    return engine;
  }

  @AfterEach
  void forgetLanguage() {
    LocaleContextHolder.resetLocaleContext();
  }

  private Document page(Map<String, Object> more, String zone, Locale language) {
    LocaleContextHolder.setLocale(language);
    Map<String, Object> all = new HashMap<>(Map.of("rows", List.of(FIRST), "editable", true));
    all.put(Shell.ATTRIBUTE, new ReaderFormat(() -> ZoneId.of(zone)));
    all.putAll(more);
    return Jsoup.parse(engine.process("samples/kept", new Context(language, all)));
  }

  private Document page(Map<String, Object> more) {
    return page(more, "UTC", Locale.ENGLISH);
  }

  /** How many were made for one more page. */
  private int made(Runnable page) {
    int before = MADE.get();
    page.run();
    return MADE.get() - before;
  }

  @Test
  void makesAPartOnceForAllWhoReadTheSame() {
    assertThat(made(() -> page(Map.of()))).isOne();

    assertThat(
            made(() -> assertThat(page(Map.of()).select("ul li b").text()).isEqualTo("Medical EN")))
        .isZero();
    assertThat(made(() -> page(Map.of("rows", List.of(FIRST, new Row(2, "B", AT)))))).isOne();
  }

  @Test
  void makesItAnewForWhateverItShows() {
    page(Map.of());

    assertThat(page(Map.of("rows", List.of(new Row(1, "Radiology", AT)))).select("ul li b").text())
        .isEqualTo("Radiology");
    assertThat(page(Map.of("editable", false)).select("ul li a")).isEmpty();
    assertThat(page(Map.of()).select("ul li a").attr("href")).isEqualTo("/edit/1");
    assertThat(page(Map.of(), "Asia/Tokyo", Locale.ENGLISH).select("ul li time").text())
        .isEqualTo("21 Nov 2026, 01:42");
    assertThat(page(Map.of(), "UTC", Locale.GERMAN).select("ul li time").text())
        .isEqualTo("20.11.2026, 16:42");
    assertThat(page(Map.of()).select("ul li time").text()).isEqualTo("20 Nov 2026, 16:42");
  }

  @Test
  void showsItNothingOfThePage() {
    assertThat(page(Map.of("page", "a token")).select("ul li i").text()).isEmpty();
  }

  @Test
  void heedsConditionsBeforeIt() {
    assertThat(page(Map.of("rows", List.of(new Row(0, "None", AT)))).select("ul li")).isEmpty();
  }

  @Test
  void makesOneForEachOfAList() {
    Map<String, Object> two =
        Map.of("rows", List.of(FIRST, new Row(2, "Oncology", AT)), "editable", false);

    assertThat(page(two).select("ol b").eachText()).containsExactly("Medical EN", "Oncology");
    assertThat(page(two).select("ol a")).isEmpty();
    assertThat(page(Map.of()).select("ol a").attr("href")).isEqualTo("/edit/1");
    assertThat(made(() -> page(two))).isZero();
    assertThat(page(Map.of("rows", List.of())).select("ol li")).isEmpty();
  }

  @Test
  void refusesALineThatMayChange() {
    assertThatThrownBy(() -> page(Map.of("changeables", List.of(new StringBuilder("x")))))
        .hasStackTraceContaining("not given values by name");
    assertThatThrownBy(() -> page(Map.of("changeables", "x")))
        .hasStackTraceContaining("not a list");
  }

  @Test
  void refusesWhatMayChangeAndWhatHasNoName() {
    assertThatThrownBy(() -> page(Map.of("changeable", new StringBuilder("x"))))
        .hasStackTraceContaining("not given values by name");
    assertThatThrownBy(() -> page(Map.of("changeable", new ArrayList<>(List.of(new Object())))))
        .hasStackTraceContaining("not given values by name");
    assertThatThrownBy(() -> page(Map.of("changeable", new Holder(new int[] {1}))))
        .hasStackTraceContaining("not given values by name");
    assertThatThrownBy(() -> page(Map.of("changeable", List.of(new Holder(new HashMap<>())))))
        .hasStackTraceContaining("not given values by name");
    assertThatThrownBy(() -> page(Map.of("unnamed", FIRST)))
        .hasStackTraceContaining("not given values by name");
  }
}
