package io.diction.journeys.pages;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Pictures of pages in both themes and on every width, in {@code target/screenshots}. */
public final class Screenshots {
  public static final List<Integer> WIDTHS = List.of(1440, 768, 375);

  private static final Path FOLDER = Path.of("target", "screenshots");
  private static final String TWO_FRAMES =
      "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

  private Screenshots() {}

  /** All of them. */
  public static void take(Page page, String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : WIDTHS) {
        show(page, scheme, width);
        take(page, name, scheme, width);
      }
    }
    show(page, ColorScheme.LIGHT, WIDTHS.get(0));
  }

  /** Of the page as it is shown. */
  public static void take(Page page, String name, ColorScheme scheme, int width) {
    String theme = scheme.name().toLowerCase(Locale.ROOT);
    page.screenshot(
        new ScreenshotOptions()
            .setFullPage(true)
            .setPath(FOLDER.resolve(name + "-" + theme + "-" + width + ".png")));
  }

  public static void show(Page page, ColorScheme scheme, int width) {
    page.emulateMedia(
        new EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
    page.setViewportSize(width, 900);
    // Colours of the other theme may still be on the screen.
    page.evaluate(TWO_FRAMES);
  }
}
