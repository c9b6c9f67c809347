package io.diction.journeys.pages;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a screen is built of, by which a page of the product and a page of the design kit are
 * compared: landmarks, headings in their order, labels, and classes. Texts count where a bundle has
 * them; names of models and people are examples.
 */
public record Outline(
    List<String> landmarks, List<String> headings, Set<String> labels, Set<String> classes) {
  private static final Path BUNDLES = Path.of("src/main/resources/messages");
  private static final String LABELS =
      "label, legend, dt, thead th, .btn, .tabs a, .fact-name, .setting-about h2, .side a";

  /** Colours of a state: the kit shows each of them on the page of its state. */
  private static final Pattern COLOUR =
      Pattern.compile("[a-z]+-(zinc|amber|sky|emerald|red|danger)|is-invalid|htmx-.*");

  private static final Set<String> TEXTS = texts();

  private static Set<String> texts() {
    Set<String> texts = new TreeSet<>();
    try (Stream<Path> bundles = Files.list(BUNDLES)) {
      for (Path bundle : bundles.toList()) {
        if (!bundle.toString().matches(".*_[a-z]{2}\\.properties")) {
          Properties english = new Properties();
          try (Reader reader =
              new InputStreamReader(Files.newInputStream(bundle), StandardCharsets.UTF_8)) {
            english.load(reader);
          }
          english.values().forEach(text -> texts.add(text.toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  public static Outline of(String html) {
    Document page = Jsoup.parse(html);
    List<String> landmarks =
        page.select(".skip-link, body > header, nav, main, body > footer").stream()
            .map(
                one ->
                    TEXTS.contains(one.attr("aria-label"))
                        ? one.normalName() + " " + one.attr("aria-label")
                        : one.normalName())
            .toList();
    List<String> headings =
        page.select("main h1, main h2, main h3").stream()
            .filter(heading -> TEXTS.contains(heading.text()))
            .map(heading -> heading.normalName() + " " + heading.text())
            .toList();
    Set<String> labels = new LinkedHashSet<>();
    Set<String> classes = new TreeSet<>();
    for (Element main : page.select("main")) {
      main.select(LABELS)
          .forEach(label -> label.getAllElements().forEach(part -> labels.add(part.ownText())));
      main.getAllElements().forEach(part -> classes.addAll(part.classNames()));
    }
    labels.retainAll(TEXTS);
    classes.removeIf(name -> COLOUR.matcher(name).matches());
    return new Outline(landmarks, headings, labels, classes);
  }

  /**
   * What this page of the product has and the kit's lacks. The kit's may have more: it shows states
   * that this page is not in.
   */
  public List<String> missingIn(Outline kit) {
    List<String> missing = new ArrayList<>();
    if (!inOrder(landmarks, kit.landmarks)) {
      missing.add("landmarks " + landmarks + ", in the kit " + kit.landmarks);
    }
    if (!inOrder(headings, kit.headings)) {
      missing.add("headings " + headings + ", in the kit " + kit.headings);
    }
    labels.stream()
        .filter(label -> !kit.labels.contains(label))
        .forEach(label -> missing.add("label “" + label + "”"));
    classes.stream()
        .filter(name -> !kit.classes.contains(name))
        .forEach(name -> missing.add("class " + name));
    return missing;
  }

  private static boolean inOrder(List<String> some, List<String> all) {
    int at = 0;
    for (String one : all) {
      if (at < some.size() && one.equals(some.get(at))) {
        at++;
      }
    }
    return at == some.size();
  }
}
