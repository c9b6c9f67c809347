package io.diction.web;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.unbescape.html.HtmlEscape;

/**
 * A template for one language in which everything stands that is the same in every answer: texts
 * without arguments, icons known by name, links without parameters, no indentation. Found out once
 * when the template is read, not for every row of every page. What is not recognised stays as it
 * is, and is worked out as ever.
 */
final class SettledTemplate {
  private static final String ATTRIBUTE = "[\\w:.@-]+(?:=\"[^\"]*\")?";
  private static final Pattern TAG =
      Pattern.compile("<([a-zA-Z][\\w:-]*)((?:\\s+" + ATTRIBUTE + ")+)(\\s*/?)>");
  private static final Pattern ONE = Pattern.compile("([\\w:.@-]+)(?:=\"([^\"]*)\")?");
  private static final Pattern ICON =
      Pattern.compile("~\\{web/icon :: icon\\('([a-z0-9-]+)'\\)\\}");
  private static final Pattern TEXT = Pattern.compile("#\\{([\\w.-]+)\\}");
  private static final Pattern LINK = Pattern.compile("@\\{(/[\\w./-]*)\\}");
  private static final Pattern TEXTS =
      Pattern.compile("[\\w-]+=#\\{[\\w.-]+\\}(?:,\\s*[\\w-]+=#\\{[\\w.-]+\\})*");
  private static final Pattern TOLD =
      Pattern.compile("th:(aria-[\\w-]+|data-[\\w-]+|title|placeholder|label|alt)");
  private static final Pattern INDENTATION = Pattern.compile("\n[ \t]+");
  private static final Pattern KEPT = Pattern.compile("<(?:pre|textarea)[\\s>]|prewrap");
  private static final String END_OF_ICON = "></svg>";

  private final Function<String, Optional<String>> texts;
  private final UnaryOperator<String> links;

  /**
   * @param texts the message of a key, if there is one
   * @param links where a path within the application leads
   */
  SettledTemplate(Function<String, Optional<String>> texts, UnaryOperator<String> links) {
    this.texts = texts;
    this.links = links;
  }

  String settle(String template) {
    String source =
        KEPT.matcher(template).find() ? template : INDENTATION.matcher(template).replaceAll("\n");
    StringBuilder settled = new StringBuilder(source.length());
    int done = 0;
    Matcher tag = TAG.matcher(source);
    while (tag.find(done)) {
      settled.append(source, done, tag.start());
      done = tag(tag.toMatchResult(), source, settled);
    }
    return settled.append(source, done, source.length()).toString();
  }

  /** Writes the tag, and perhaps its text; returns where in the source to go on. */
  private int tag(MatchResult tag, String source, StringBuilder to) {
    String name = tag.group(1);
    Map<String, @Nullable String> attributes = attributes(tag.group(2));
    String replacement = attributes.get("th:replace");
    Matcher icon = ICON.matcher(replacement == null ? "" : replacement);
    if (icon.matches() && source.startsWith("</svg>", tag.end()) && isPlain(attributes)) {
      to.append(icon(icon.group(1)));
      return tag.end() + END_OF_ICON.length() - 1;
    }
    String text = attributes.get("th:text");
    String end = "</" + name + ">";
    int next = source.indexOf('<', tag.end());
    Optional<String> told = text == null ? Optional.empty() : told(text);
    boolean settlesText = told.isPresent() && next >= 0 && source.startsWith(end, next);
    if (settlesText) {
      attributes.remove("th:text");
    }
    settle(attributes);
    to.append('<').append(name);
    attributes.forEach(
        (attribute, value) -> {
          to.append(' ').append(attribute);
          if (value != null) {
            to.append("=\"").append(value).append('"');
          }
        });
    to.append(tag.group(3)).append('>');
    if (settlesText) {
      to.append(told.orElseThrow());
      return next;
    }
    return tag.end();
  }

  private static Map<String, @Nullable String> attributes(String source) {
    Map<String, @Nullable String> attributes = new LinkedHashMap<>();
    Matcher one = ONE.matcher(source);
    while (one.find()) {
      attributes.put(one.group(1), one.group(2));
    }
    return attributes;
  }

  /** Whether nothing but the icon's name is said. */
  private static boolean isPlain(Map<String, @Nullable String> attributes) {
    return attributes.keySet().stream().noneMatch(name -> name.matches("th:(?!replace$).*"));
  }

  /** As web/icon.html has it. */
  private String icon(String name) {
    return "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\" data-icon=\"%s\"><use href=\"%s#%s\"></use></svg>"
        .formatted(name, links.apply("/images/icons.svg"), name);
  }

  private void settle(Map<String, @Nullable String> attributes) {
    Map<String, String> found = new LinkedHashMap<>();
    Iterator<Map.Entry<String, @Nullable String>> each = attributes.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, @Nullable String> attribute = each.next();
      String value = attribute.getValue();
      if (value != null && isSettled(attribute.getKey(), value, found)) {
        each.remove();
      }
    }
    attributes.putAll(found);
  }

  private boolean isSettled(String name, String value, Map<String, String> found) {
    Matcher told = TOLD.matcher(name);
    if (told.matches()) {
      Optional<String> text = told(value);
      text.ifPresent(known -> found.put(told.group(1), known));
      return text.isPresent();
    }
    Matcher link = LINK.matcher(value);
    if (link.matches() && (name.equals("th:href") || name.equals("th:src"))) {
      found.put(name.substring(3), links.apply(link.group(1)));
      return true;
    }
    return name.equals("th:attr") && TEXTS.matcher(value).matches() && areTold(value, found);
  }

  private boolean areTold(String assignments, Map<String, String> found) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String assignment : assignments.split(",\\s*", -1)) {
      String[] parts = assignment.split("=", 2);
      Optional<String> text = told(parts[1]);
      if (text.isEmpty()) {
        return false;
      }
      all.put(parts[0], text.get());
    }
    found.putAll(all);
    return true;
  }

  /**
   * The escaped text of a message without arguments, where the template's own syntax is not in it.
   */
  private Optional<String> told(String expression) {
    Matcher message = TEXT.matcher(expression);
    return message.matches()
        ? texts
            .apply(message.group(1))
            .filter(text -> !text.isEmpty() && !text.contains("[[") && !text.contains("[("))
            .map(HtmlEscape::escapeHtml4Xml)
        : Optional.empty();
  }
}
