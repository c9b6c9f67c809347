package io.diction.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.dataset.DatasetFixtures;
import io.diction.dataset.clip.ClipFixtures;
import io.diction.dataset.contribution.ContributionFixtures;
import io.diction.dataset.dry.DryRunFixtures;
import io.diction.evaluation.EvaluationFixtures;
import io.diction.journeys.pages.HomePage;
import io.diction.journeys.pages.KitScreens;
import io.diction.journeys.pages.PortalPages;
import io.diction.journeys.pages.PortalPages.Stop;
import io.diction.journeys.pages.PortalPages.Visitor;
import io.diction.journeys.pages.PortalStates;
import io.diction.journeys.pages.Screenshots;
import io.diction.modelfile.ModelFileFixtures;
import io.diction.testing.AxeRules;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import io.diction.usage.UsageFixtures;
import io.diction.web.FragmentRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Every page in both themes and on every width: its structure, its accessibility, and a picture of
 * it in {@code target/screenshots}.
 */
@PortalTest
@ActiveProfiles("demo")
@InBrowser
@Import({
  CustomModelFixtures.class,
  ModelFileFixtures.class,
  DatasetFixtures.class,
  DryRunFixtures.class,
  ClipFixtures.class,
  EvaluationFixtures.class,
  ContributionFixtures.class,
  UsageFixtures.class,
  PortalStates.class
})
class PagesIT {
  /** What 1280 pixels are at 200 %, and the narrowest phone. */
  private static final List<Integer> NARROW = List.of(640, 320);

  private static final String STRUCTURE =
      """
      () => {
        const count = (selector) => document.querySelectorAll(selector).length;
        const problems = [];
        if (!document.title.endsWith(' · Diction')) problems.push('title: ' + document.title);
        if (!document.documentElement.lang) problems.push('no language');
        for (const one of ['h1', 'main', 'body > header', 'body > footer']) {
          if (count(one) !== 1) problems.push(count(one) + ' × ' + one);
        }
        return problems;
      }
      """;

  /** What stands in place of a text that is missing. */
  private static final Pattern NO_TEXT = Pattern.compile("\\?\\?[^?<]{1,100}_(?:de|en|nl)\\?\\?");

  /** Empties a form and sends it, past the browser's own checks. */
  private static final String SEND =
      """
      (selector) => {
        const form = document.querySelector(selector);
        const typed = ':not([type=hidden], [type=checkbox], [type=radio], [type=file])';
        for (const field of form.querySelectorAll(`input${typed}, textarea`)) field.value = '';
        form.noValidate = true;
        form.requestSubmit();
      }
      """;

  @Autowired private PortalStates states;
  @Autowired private List<RequestMappingHandlerMapping> mappings;
  @LocalServerPort private int port;
  @TempDir private Path temporary;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  @Test
  void knowsEveryPageThatHasARoute() {
    List<PathContainer> known =
        PortalPages.all().stream()
            .map(stop -> states.fill(stop.path()).replaceFirst("\\?.*", ""))
            .map(PathContainer::parsePath)
            .toList();
    List<String> missing =
        routes()
            .filter(route -> known.stream().noneMatch(route::matches))
            .map(PathPattern::getPatternString)
            .filter(route -> !PortalPages.SEEN_ELSEWHERE.contains(route))
            .toList();
    assertThat(missing).as("routes of pages that PortalPages does not list").isEmpty();
  }

  private Stream<PathPattern> routes() {
    return mappings.stream()
        .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
        .filter(route -> isPage(route.getKey(), route.getValue()))
        .flatMap(route -> route.getKey().getPathPatternsCondition().getPatterns().stream());
  }

  private static boolean isPage(RequestMappingInfo route, HandlerMethod method) {
    return route.getPathPatternsCondition() != null
        && method.getBeanType().getPackageName().startsWith("io.diction")
        && (method.getReturnType().getParameterType() == String.class
            || method.getReturnType().getParameterType() == ModelAndView.class)
        && route.getMethodsCondition().getMethods().contains(RequestMethod.GET)
        && !AnnotatedElementUtils.hasAnnotation(method.getMethod(), FragmentRequest.class)
        && !AnnotatedElementUtils.hasAnnotation(method.getBeanType(), FragmentRequest.class);
  }

  @Test
  void showsEveryScreenOfTheKit() throws IOException {
    Set<String> known = new TreeSet<>(KitScreens.STATES);
    known.addAll(KitScreens.OF.values());
    try (Stream<Path> screens = Files.list(KitScreens.FOLDER)) {
      assertThat(screens.map(file -> file.getFileName().toString().replace(".html", "")))
          .containsExactlyInAnyOrderElementsOf(known);
    }
    assertThat(PortalPages.all().stream().map(Stop::name)).containsAll(KitScreens.OF.keySet());
  }

  @TestFactory
  Stream<DynamicTest> isWellMade(BrowserContext first) throws IOException {
    Map<Visitor, Page> open = new EnumMap<>(Visitor.class);
    for (Visitor visitor : Visitor.values()) {
      open.put(visitor, open(first, visitor));
    }
    prepareSessions(open.get(Visitor.USER));
    prepareJob(open.get(Visitor.SYSOP));
    return PortalPages.all().stream()
        .map(
            stop ->
                DynamicTest.dynamicTest(stop.name(), () -> visit(stop, open.get(stop.visitor()))));
  }

  /** The design kit's pages, opened from disk as its readers do. */
  @TestFactory
  Stream<DynamicTest> isWellMadeInTheKit(BrowserContext context) throws IOException {
    context.addInitScript(AxeRules.script());
    Page page = context.newPage();
    Path kit = Path.of("templates-design");
    try (Stream<Path> files = Files.walk(kit)) {
      return files
          .filter(file -> file.toString().endsWith(".html"))
          .sorted()
          .map(
              file ->
                  DynamicTest.dynamicTest(kit.relativize(file).toString(), () -> visit(file, page)))
          .toList()
          .stream();
    }
  }

  private static void visit(Path file, Page page) {
    Screenshots.show(page, ColorScheme.LIGHT, 1440);
    page.navigate(file.toUri().toString());
    List<String> problems = new ArrayList<>(AxeRules.violations(page, false));
    Screenshots.show(page, ColorScheme.DARK, 320);
    if (file.getParent().endsWith("parts")) {
      // The screens are made of these.
      problems.addAll(AxeRules.violations(page, true));
    }
    int needed = (Integer) page.evaluate("document.documentElement.scrollWidth");
    if (needed > 320) {
      problems.add("scrolls sideways at 320: " + needed);
    }
    assertThat(problems).as(file.toString()).isEmpty();
  }

  private Page open(BrowserContext first, Visitor visitor) {
    BrowserContext context =
        first
            .browser()
            .newContext(
                new NewContextOptions()
                    .setBaseURL("http://localhost:" + port)
                    .setLocale(visitor.browserLanguage())
                    .setTimezoneId("Europe/Berlin"));
    context.addInitScript(AxeRules.script());
    context.addInitScript("localStorage.setItem('customModelsGuideShown', 'true')");
    context.onRequest(
        request -> {
          if (!request.url().startsWith("http://localhost:" + port)
              && !request.url().startsWith("data:")) {
            complaints.add("asks for " + request.url());
          }
        });
    context.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text() + " at " + message.location());
          }
        });
    context.onWebError(error -> complaints.add(error.error()));
    Page page = context.newPage();
    // A form that was sent in vain warns when it is left.
    page.onDialog(Dialog::accept);
    if (visitor != Visitor.NOBODY) {
      page.navigate("/sign-in?then=/about");
      page.locator("#email").fill(visitor.email());
      page.locator("#password").fill("diction-demo");
      page.locator("#sign-in-form button[type=submit]").click();
      page.waitForURL("**/about");
    }
    return page;
  }

  private void prepareSessions(Page page) throws IOException {
    Path recording =
        SpeechFixtures.wav(temporary.resolve("ward-round.wav"), "The patient slept well.");
    HomePage.open(page).transcribe(recording).transcript().getByText("patient").waitFor();
    states.put("session", page.url().replaceFirst(".*/", ""));
    HomePage.open(page)
        .align(recording, "The patient slept well.\nShe will go home after lunch.")
        .transcript()
        .getByText("patient")
        .waitFor();
    states.put("aligned", page.url().replaceFirst(".*/", ""));
    Path other = SpeechFixtures.wav(temporary.resolve("talk.wav"), "The green hill.");
    HomePage.open(page).transcribeTogether(recording, other);
    states.put("batch", page.url().replaceFirst(".*/", ""));
    page.locator("#batch:not([hx-get])").waitFor();
  }

  /** Any of them will do. */
  private void prepareJob(Page page) {
    page.navigate("/administration/jobs");
    states.put(
        "job",
        page.locator("#jobs tbody th a:has(bdi)")
            .first()
            .getAttribute("href")
            .replaceFirst(".*/", ""));
  }

  private static List<String> withoutText(Page page, String path, String language) {
    String text =
        page.request()
            .get(path, RequestOptions.create().setHeader("Accept-Language", language))
            .text();
    return NO_TEXT.matcher(text).results().map(MatchResult::group).toList();
  }

  private void visit(Stop stop, Page page) throws IOException {
    PathContainer path =
        PathContainer.parsePath(states.fill(stop.path()).replaceFirst("\\?.*", ""));
    assumeTrue(
        stop.status() != 200 || routes().anyMatch(route -> route.matches(path)),
        () -> "There is no such page: " + stop.path());
    complaints.clear();
    List<String> problems = new ArrayList<>();
    Screenshots.show(page, ColorScheme.LIGHT, Screenshots.WIDTHS.get(0));
    Response answer = page.navigate(states.fill(stop.path()));
    assertThat(answer.status()).as(stop.path()).isEqualTo(stop.status());
    if (stop.opened() != null) {
      page.locator(stop.opened()).click();
      page.waitForFunction(
          "() => document.querySelector(':popover-open, dialog:modal, tbody details[open]')");
    }
    if (stop.sent() != null) {
      page.waitForResponse(sent -> sent.status() == 422, () -> page.evaluate(SEND, stop.sent()));
      page.locator("[aria-invalid=true]").first().waitFor();
    }
    for (String language : List.of("de", "en", "nl")) {
      problems.addAll(withoutText(page, states.fill(stop.path()), language));
    }
    if (stop.visitor().browserLanguage().startsWith("en")) {
      problems.addAll(
          KitScreens.missing(stop.name(), stop.sent() == null ? answer.text() : page.content()));
    }
    ((List<?>) page.evaluate(STRUCTURE)).forEach(problem -> problems.add(problem.toString()));
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      String theme = scheme.name().toLowerCase(Locale.ROOT);
      for (int width : Screenshots.WIDTHS) {
        Screenshots.show(page, scheme, width);
        Screenshots.take(page, stop.name(), scheme, width);
        // On a phone other parts of the page are shown; another theme changes colours alone.
        if (width == 1440 || (width == 375 && scheme == ColorScheme.LIGHT)) {
          AxeRules.violations(page, scheme == ColorScheme.DARK)
              .forEach(found -> problems.add(theme + " " + width + " " + found));
        }
      }
    }
    for (int width : NARROW) {
      Screenshots.show(page, ColorScheme.LIGHT, width);
      int needed = (Integer) page.evaluate("document.documentElement.scrollWidth");
      if (needed > width) {
        problems.add("scrolls sideways at " + width + ": " + needed);
      }
    }
    complaints.stream()
        .filter(text -> stop.status() == 200 || !text.contains("status of " + stop.status()))
        .filter(text -> stop.sent() == null || !text.contains("status of 422"))
        .forEach(problems::add);
    assertThat(problems).as(stop.name() + ", " + stop.path()).isEmpty();
  }
}
