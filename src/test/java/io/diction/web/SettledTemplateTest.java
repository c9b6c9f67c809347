package io.diction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettledTemplateTest {
  private static final Map<String, String> TEXTS =
      Map.of("a.save", "Save & <go>", "a.hint", "Say \"it\"", "a.inline", "[[${secret}]]");

  private final SettledTemplate template =
      new SettledTemplate(key -> Optional.ofNullable(TEXTS.get(key)), path -> "/app" + path);

  @Test
  void textsWithoutArgumentsStandEscaped() {
    assertThat(template.settle("<b class=\"x\" th:text=\"#{a.save}\">Old</b>"))
        .isEqualTo("<b class=\"x\">Save &amp; &lt;go&gt;</b>");
  }

  @Test
  void textsOfAttributesTakeTheirPlace() {
    assertThat(template.settle("<a title=\"Old\" th:title=\"#{a.hint}\">x</a>"))
        .isEqualTo("<a title=\"Say &quot;it&quot;\">x</a>");
    assertThat(template.settle("<a th:attr=\"data-a=#{a.hint},title=#{a.save}\">x</a>"))
        .isEqualTo("<a data-a=\"Say &quot;it&quot;\" title=\"Save &amp; &lt;go&gt;\">x</a>");
  }

  @Test
  void linksWithoutParametersAreWorkedOut() {
    assertThat(template.settle("<a href=\"x.html\" th:href=\"@{/help/custom-models}\">x</a>"))
        .isEqualTo("<a href=\"/app/help/custom-models\">x</a>");
  }

  @Test
  void iconsKnownByNameAreWhatTheIconsTemplateMakes() throws IOException {
    String icon =
        template.settle("<svg th:replace=\"~{web/icon :: icon('trash')}\" class=\"icon\"></svg>");
    String own = Files.readString(Path.of("src/main/resources/templates/web/icon.html"));
    String made =
        own.substring(own.indexOf("<svg"), own.indexOf("</svg>") + 6)
            .replace(" th:fragment=\"icon(name)\"", "")
            .replace(" th:attr=\"data-icon=${name}\"", " data-icon=\"trash\"")
            .replace(
                "href=\"#plus-lg\" th:href=\"@{/images/icons.svg} + '#' + ${name}\"",
                "href=\"/app/images/icons.svg#trash\"");
    assertThat(icon).isEqualTo(made);
  }

  @Test
  void whatDependsOnTheRequestStays() {
    for (String tag :
        new String[] {
          "<b th:text=\"#{a.of(${x})}\">x</b>",
          "<b th:text=\"#{a.unknown}\">x</b>",
          "<b th:text=\"#{a.inline}\">x</b>",
          "<b th:text=\"#{a.save}\"><i>x</i></b>",
          "<b th:attr=\"title=#{a.save},lang=${x > 1}\">x</b>",
          "<form th:action=\"@{/sign-out}\">x</form>",
          "<a th:href=\"@{/a/{id}(id=${x})}\">x</a>",
          "<svg th:replace=\"~{web/icon :: icon(${x})}\"></svg>",
          "<svg th:if=\"${x}\" th:replace=\"~{web/icon :: icon('trash')}\"></svg>"
        }) {
      assertThat(template.settle(tag)).isEqualTo(tag);
    }
  }

  @Test
  void indentationGoesButWhereItIsShown() {
    assertThat(template.settle("<p>\n    a\n</p>")).isEqualTo("<p>\na\n</p>");
    assertThat(template.settle("<pre>\n    a\n</pre>")).isEqualTo("<pre>\n    a\n</pre>");
  }

  /** Every template is taken apart and put together again without loss. */
  @Test
  void changesNothingWhereNothingIsKnown() throws IOException {
    SettledTemplate ignorant = new SettledTemplate(key -> Optional.empty(), path -> path);
    Path page = Path.of("src/main/resources/templates/vocabulary/vocabulary.html");
    String source = Files.readString(page, StandardCharsets.UTF_8);
    String withoutLinksAndIcons =
        source
            .replaceAll("@\\{/", "@{~/")
            .replaceAll("web/icon :: icon\\('", "web/icon :: icon('X");
    assertThat(ignorant.settle(withoutLinksAndIcons)).isEqualTo(withoutLinksAndIcons);
  }
}
