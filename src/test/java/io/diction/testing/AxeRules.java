package io.diction.testing;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The rules of accessibility (WCAG 2.2, levels A and AA, and good practice), for tests that look at
 * many pages: the script is put into a context once instead of at every look.
 */
public final class AxeRules {
  private static final String RUN =
      """
      async (contrastAlone) => {
        const tags =
          ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        const runOnly = contrastAlone
          ? {type: 'rule', values: ['color-contrast', 'link-in-text-block']}
          : {type: 'tag', values: tags};
        const found = await axe.run({runOnly, resultTypes: ['violations'], preload: false});
        return found.violations.flatMap((rule) =>
          rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
      }
      """;

  private AxeRules() {}

  /** For {@link com.microsoft.playwright.BrowserContext#addInitScript}. */
  public static String script() {
    try (InputStream script = AxeRules.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What of the page, as it is shown, breaks a rule.
   *
   * @param contrastAlone for a page already looked at, in another theme
   */
  public static List<String> violations(Page page, boolean contrastAlone) {
    return ((List<?>) page.evaluate(RUN, contrastAlone)).stream().map(Object::toString).toList();
  }
}
