package io.diction.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a browser found wrong during a test. */
public final class Complaints {
  private final List<String> found = new CopyOnWriteArrayList<>();
  private final List<String> expected = new CopyOnWriteArrayList<>();

  Complaints(BrowserContext context) {
    context.onConsoleMessage(this::noteConsole);
    context.onWebError(error -> found.add("script: " + error.error()));
  }

  private void noteConsole(ConsoleMessage message) {
    if (message.type().equals("error")) {
      found.add("console: " + message.text() + " at " + message.location());
    }
  }

  /** The test provokes complaints with this text, such as {@code status of 404}. */
  public void expect(String part) {
    expected.add(part);
  }

  /** Fails if the page as it stands breaks a rule of accessibility (WCAG 2.2, levels A and AA). */
  public void assertAccessible(Page page) {
    List<Rule> violations =
        new AxeBuilder(page)
            .setLegacyMode(true)
            .withTags(
                List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
            .analyze()
            .getViolations();
    assertThat(violations.stream().map(Complaints::describe))
        .as("accessibility of " + page.url())
        .isEmpty();
  }

  private static String describe(Rule rule) {
    StringBuilder description = new StringBuilder(rule.getId()).append(": ").append(rule.getHelp());
    for (CheckedNode node : rule.getNodes()) {
      description.append("\n  ").append(node.getTarget()).append(' ').append(node.getHtml());
    }
    return description.toString();
  }

  List<String> unexpected() {
    return found.stream().filter(text -> expected.stream().noneMatch(text::contains)).toList();
  }
}
