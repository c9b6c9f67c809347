package io.diction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates and the design kit's pages: what every one of them must keep to. */
class TemplatesTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Path KIT = Path.of("templates-design");
  private static final Path STYLES = Path.of("src/main/resources/static/css/diction.css");
  private static final Path BOOTSTRAP = Path.of("target/kit/bootstrap-reboot.min.css");
  private static final Pattern ICON = Pattern.compile("icon\\('([a-z0-9-]+)'\\)");
  private static final Pattern LETTERS = Pattern.compile("\\p{L}");
  private static final Pattern CLASS_NAME = Pattern.compile("\\.([a-zA-Z][\\w-]*)");

  private static List<Path> pages(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> templates() {
    return pages(TEMPLATES);
  }

  static List<Path> kit() {
    return pages(KIT);
  }

  static List<Path> all() {
    return Stream.of(templates(), kit()).flatMap(List::stream).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Document parse(Path file) {
    return Parser.htmlParser().parseInput(read(file), "");
  }

  @ParameterizedTest
  @MethodSource("all")
  void isWellFormed(Path file) {
    Parser parser = Parser.htmlParser().setTrackErrors(10);
    parser.parseInput(read(file), "");
    assertThat(parser.getErrors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasNoScriptHandlerOrStyleOfItsOwn(Path file) {
    List<String> found = new ArrayList<>();
    for (Element element : parse(file).getAllElements()) {
      boolean script = element.normalName().equals("script");
      if ((script && (element.attr("src").isEmpty() || !element.data().isBlank()))
          || element.normalName().equals("style")) {
        found.add(element.outerHtml());
      }
      for (Attribute attribute : element.attributes()) {
        String name = attribute.getKey();
        if (name.startsWith("on")
            || name.startsWith("th:on")
            || name.startsWith("hx-on")
            || name.equals("style")
            || name.equals("th:style")
            || name.equals("th:utext")
            || (name.equals("hx-vals") && attribute.getValue().startsWith("js:"))
            || (name.equals("hx-trigger") && attribute.getValue().contains("["))
            || attribute.getValue().startsWith("javascript:")
            || (name.equals("href") && attribute.getValue().equals("#"))) {
          found.add(element.cssSelector() + " " + attribute);
        }
      }
    }
    assertThat(found).isEmpty();
    assertThat(read(file)).doesNotContain("[(${", "[(#{");
  }

  /** Example texts stand where the real one replaces them; anything else would stay English. */
  @ParameterizedTest
  @MethodSource("templates")
  void saysNothingThatIsNotInTheBundles(Path file) {
    List<String> literal = new ArrayList<>();
    for (Element element : parse(file).body().getAllElements()) {
      if (isReplaced(element)) {
        continue;
      }
      if (LETTERS.matcher(element.ownText()).find()) {
        literal.add(element.ownText());
      }
      for (String name : List.of("alt", "aria-label", "data-label", "placeholder", "title")) {
        String set = element.attr("th:attr") + " " + element.attr("th:attrappend");
        if (element.hasAttr(name) && !element.hasAttr("th:" + name) && !set.contains(name + "=")) {
          literal.add(name + ": " + element.attr(name));
        }
      }
    }
    assertThat(literal).isEmpty();
  }

  private static boolean isReplaced(Element element) {
    return Stream.concat(Stream.of(element), element.parents().stream())
        .anyMatch(
            one ->
                Stream.of("th:text", "th:replace", "th:insert", "th:kept", "th:field", "th:remove")
                        .anyMatch(one::hasAttr)
                    || List.of("code", "script").contains(one.normalName()));
  }

  /** Expressions are kept for ever: their text must not come from a request. */
  @ParameterizedTest
  @MethodSource("templates")
  void writesExpressionsByNamesOfFieldsAlone(Path file) throws IOException {
    assertThat(Files.readString(file).replace("*{__${name}__}", "")).doesNotContain("__");
  }

  @ParameterizedTest
  @MethodSource("all")
  void opensFromDiskWithItsStylesAndScripts(Path file) {
    assertThat(parse(file).select("link[href], script[src], img[src]"))
        .as("styles, scripts and images that are not there")
        .allSatisfy(
            element -> {
              String target = element.hasAttr("src") ? element.attr("src") : element.attr("href");
              assertThat(file.resolveSibling(target)).exists();
            });
    assertThat(parse(file).select("link[rel=stylesheet]")).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void namesOnlyIconsOfTheSprite(Path file) throws IOException {
    Set<String> sprite =
        Files.readAllLines(Path.of("src/main/web/icons.txt")).stream().collect(Collectors.toSet());
    Matcher icons = ICON.matcher(read(file));
    Set<String> used = new TreeSet<>();
    while (icons.find()) {
      used.add(icons.group(1));
    }
    parse(file).select("use[href]").forEach(use -> used.add(use.attr("href").substring(1)));
    assertThat(sprite).containsAll(used);
  }

  @ParameterizedTest
  @MethodSource("all")
  void usesOnlyClassesThatHaveAStyle(Path file) {
    Set<String> styled = new TreeSet<>();
    for (Path styles : List.of(STYLES, BOOTSTRAP)) {
      CLASS_NAME.matcher(read(styles)).results().forEach(name -> styled.add(name.group(1)));
    }
    Set<String> used = new TreeSet<>();
    parse(file).getAllElements().forEach(element -> used.addAll(element.classNames()));
    assertThat(styled).containsAll(used);
  }

  @ParameterizedTest
  @MethodSource("kit")
  void linksOnlyToPagesThatAreThere(Path file) {
    assertThat(parse(file).select("a[href], form[action]"))
        .allSatisfy(
            element -> {
              String target =
                  element.hasAttr("href") ? element.attr("href") : element.attr("action");
              if (!target.startsWith("#")) {
                assertThat(file.resolveSibling(target)).exists();
              }
            });
  }

  @Test
  void leadsThroughTheWholeKit() {
    Set<Path> seen = new TreeSet<>();
    Deque<Path> next = new ArrayDeque<>(List.of(KIT.resolve("index.html")));
    while (!next.isEmpty()) {
      Path page = next.pop();
      if (seen.add(page)) {
        parse(page).select("a[href$=.html]").stream()
            .map(link -> page.resolveSibling(link.attr("href")).normalize())
            .forEach(next::add);
      }
    }
    assertThat(seen).containsAll(kit());
  }

  /** A fragment named like an element would also select every such element of its file. */
  @ParameterizedTest
  @MethodSource("templates")
  void namesNoFragmentLikeAnElementOfTheSameFile(Path file) {
    Document template = parse(file);
    for (Element element : template.select("[th:fragment], [th\\:fragment]")) {
      String name = element.attr("th:fragment").replaceFirst("\\(.*", "").strip();
      assertThat(template.select(name).stream().filter(other -> other != element).toList())
          .as("other elements <%s>", name)
          .isEmpty();
    }
  }

  /** Replacing comes first: a condition or loop on the same element would silently not count. */
  @ParameterizedTest
  @MethodSource("templates")
  void putsNoConditionOrLoopOnAnElementThatIsReplaced(Path file) {
    assertThat(
            parse(file).getAllElements().stream()
                .filter(element -> element.hasAttr("th:replace"))
                .filter(
                    element ->
                        element.hasAttr("th:if")
                            || element.hasAttr("th:unless")
                            || element.hasAttr("th:each")))
        .isEmpty();
  }
}
