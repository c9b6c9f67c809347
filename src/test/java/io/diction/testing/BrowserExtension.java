package io.diction.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** See {@link InBrowser}. */
final class BrowserExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final Namespace HERE = Namespace.create(BrowserExtension.class);
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> ARGUMENTS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");
  private static final Pattern UNSAFE_IN_FILE_NAMES = Pattern.compile("[^A-Za-z0-9]+");

  /** One Playwright driver and browser for all tests of the process. */
  private record Running(Playwright playwright, Browser browser) implements AutoCloseable {
    @Override
    public void close() {
      playwright.close();
    }
  }

  /** What one test has. */
  private record Visit(BrowserContext context, Page page, Complaints complaints) {}

  @Override
  public void beforeEach(ExtensionContext test) {
    Path chromium = findChromium().orElse(null);
    if (chromium == null) {
      String message = "No Chromium on the path: install the package chromium to run this test";
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(message);
      }
      Assumptions.abort(message);
    }
    Browser browser = browser(test, chromium);
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setLocale("en-US")
            .setTimezoneId("Europe/Berlin")
            .setViewportSize(1280, 800);
    baseUrl(test).ifPresent(options::setBaseURL);
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(Patience.OF_TESTS.toMillis());
    PlaywrightAssertions.setDefaultAssertionTimeout(Patience.OF_TESTS.toMillis());
    context.tracing().start(new Tracing.StartOptions().setScreenshots(true).setSnapshots(true));
    Complaints complaints = new Complaints(context);
    test.getStore(HERE).put(Visit.class, new Visit(context, context.newPage(), complaints));
  }

  @Override
  public void afterEach(ExtensionContext test) {
    Visit visit = test.getStore(HERE).remove(Visit.class, Visit.class);
    if (visit == null) {
      return;
    }
    try (BrowserContext context = visit.context()) {
      List<String> complaints = visit.complaints().unexpected();
      boolean failed = test.getExecutionException().isPresent() || !complaints.isEmpty();
      if (failed) {
        keep(test, visit);
      } else {
        context.tracing().stop();
      }
      if (!complaints.isEmpty() && test.getExecutionException().isEmpty()) {
        throw new AssertionError("The browser complains:\n" + String.join("\n", complaints));
      }
    }
  }

  private static void keep(ExtensionContext test, Visit visit) {
    String name =
        UNSAFE_IN_FILE_NAMES
            .matcher(test.getRequiredTestClass().getSimpleName() + "-" + test.getDisplayName())
            .replaceAll("-");
    Path folder = Path.of("target", "browser");
    try {
      visit
          .page()
          .screenshot(
              new Page.ScreenshotOptions()
                  .setPath(folder.resolve(name + ".png"))
                  .setFullPage(true));
    } catch (PlaywrightException pageIsGone) {
      test.publishReportEntry("screenshot", "none: " + pageIsGone.getMessage());
    }
    visit
        .context()
        .tracing()
        .stop(new Tracing.StopOptions().setPath(folder.resolve(name + "-trace.zip")));
  }

  private static Browser browser(ExtensionContext test, Path chromium) {
    Store ofAll = test.getRoot().getStore(HERE);
    return ofAll.computeIfAbsent(Running.class, any -> start(chromium), Running.class).browser();
  }

  private static Running start(Path chromium) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(ARGUMENTS));
    return new Running(playwright, browser);
  }

  private static Optional<Path> findChromium() {
    String folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.ofNullable(System.getenv("DICTION_CHROMIUM")).map(Path::of),
            NAMES.stream()
                .flatMap(
                    name ->
                        Arrays.stream(folders.split(Pattern.quote(File.pathSeparator)))
                            .map(folder -> Path.of(folder, name))))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** "localhost" and not its number, so that cookies are those of a person's browser. */
  private static Optional<String> baseUrl(ExtensionContext test) {
    if (test.getRequiredTestClass().getAnnotation(PortalTest.class) == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(
            SpringExtension.getApplicationContext(test)
                .getEnvironment()
                .getProperty("local.server.port"))
        .map(port -> "http://localhost:" + port);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == Page.class || type == BrowserContext.class || type == Complaints.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Visit visit = test.getStore(HERE).get(Visit.class, Visit.class);
    Class<?> type = parameter.getParameter().getType();
    if (type == Page.class) {
      return visit.page();
    }
    return type == Complaints.class ? visit.complaints() : visit.context();
  }
}
