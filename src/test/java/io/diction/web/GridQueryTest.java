package io.diction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.UriComponentsBuilder;

class GridQueryTest {
  private static final GridQuery.Spec MODELS =
      new GridQuery.Spec(List.of("modified", "name", "status"), true, List.of("name", "status"));

  private static GridQuery parse(String... namesAndValues) {
    Map<String, String[]> parameters = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], new String[] {namesAndValues[i + 1]});
    }
    return GridQuery.parse(MODELS, parameters);
  }

  @Test
  void beginsWithTheFirstPageInTheGridsOwnOrder() {
    GridQuery query = parse();
    assertThat(query.page()).isEqualTo(1);
    assertThat(query.size()).isEqualTo(25);
    assertThat(query.sort()).isEqualTo("modified");
    assertThat(query.descending()).isTrue();
    assertThat(query.filters()).isEmpty();
    assertThat(query.link("/custom-models")).isEqualTo("/custom-models");
  }

  @ParameterizedTest
  @CsvSource({
    "3,3",
    "0,1",
    "-7,1",
    "x,1",
    "'',1",
    "1.5,1",
    "+2,2",
    "99999999999999999999,10000000",
    "2147483647,10000000",
    "' 4 ',4",
    "0x10,1",
    "-99999999999999999999,1",
    "１２,1"
  })
  void fallsBackToTheNearestPage(String asked, int page) {
    assertThat(parse("page", asked).page()).isEqualTo(page);
  }

  @ParameterizedTest
  @CsvSource({
    "25,25",
    "26,25",
    "60,50",
    "64,75",
    "101,100",
    "1000000000000,100",
    "-1,25",
    "many,25"
  })
  void fallsBackToTheNearestSize(String asked, int size) {
    assertThat(parse("size", asked).size()).isEqualTo(size);
  }

  @Test
  void ignoresSortKeysAndFiltersThatTheGridDoesNotKnow() {
    GridQuery query = parse("sort", "id; drop table", "dir", "sideways", "owner", "7");
    assertThat(query.sort()).isEqualTo("modified");
    assertThat(query.descending()).isTrue();
    assertThat(query.filters()).isEmpty();
  }

  @Test
  void cleansFilterTexts() {
    assertThat(parse("name", "  a\u0000b\r\n ").filter("name")).isEqualTo("a b");
    assertThat(parse("name", " \t ").isFiltered()).isFalse();
    String manyFaces = "😀".repeat(300);
    assertThat(parse("name", manyFaces).filter("name")).isEqualTo("😀".repeat(256));
  }

  @Test
  void staysWithinTheRowsThereAre() {
    GridQuery query = parse("page", "9", "size", "50");
    assertThat(query.within(101).page()).isEqualTo(3);
    assertThat(query.within(0).page()).isEqualTo(1);
    assertThat(query.within(100_000)).isSameAs(query);
    assertThat(query.within(101).offset()).isEqualTo(100);
    assertThat(query.within(101).from(101)).isEqualTo(101);
    assertThat(query.within(101).to(101)).isEqualTo(101);
    assertThat(query.within(0).from(0)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "1,60,1 2 3",
    "5,250,3 4 5 6 7",
    "1,1000,1 2 3 4 5",
    "40,1000,36 37 38 39 40"
  })
  void offersPagesAroundTheOneShown(String page, long total, String numbers) {
    assertThat(parse("page", page).nearbyPages(total))
        .containsExactlyElementsOf(
            List.of(numbers.split(" ")).stream().map(Integer::valueOf).toList());
  }

  @Test
  void togglesTheDirectionOfTheColumnThatSorts() {
    GridQuery byName = parse("page", "4").sortedBy("name");
    assertThat(byName.link("/m")).isEqualTo("/m?sort=name");
    assertThat(byName.ariaSort("name")).isEqualTo("ascending");
    assertThat(byName.ariaSort("status")).isEqualTo("none");
    assertThat(byName.sortedBy("name").link("/m")).isEqualTo("/m?sort=name&dir=desc");
    assertThat(byName.sortedBy("name").sortedBy("name")).hasToString("?sort=name");
    assertThat(parse().sortedBy("modified").link("/m")).isEqualTo("/m?dir=asc");
    assertThatIllegalArgumentException().isThrownBy(() -> byName.sortedBy("owner"));
  }

  @Test
  void startsOverWhenSizeOrFilterChanges() {
    GridQuery query = parse("page", "4", "name", "x");
    assertThat(query.withSize(50).link("/m")).isEqualTo("/m?name=x&size=50");
    assertThat(query.withFilter("status", "3").link("/m")).isEqualTo("/m?name=x&status=3");
    assertThat(query.withoutFilter("name").link("/m")).isEqualTo("/m");
    assertThat(query.withoutFilters().page()).isEqualTo(1);
    assertThat(query.withFilter("unknown", "3").filters()).containsOnlyKeys("name");
  }

  @Test
  void readsBackWhatItWritesIntoLinks() {
    GridQuery query =
        parse(
            "page", "3", "size", "75", "sort", "name", "dir", "desc", "name", "a&b=c {d} 100%+ü?#");
    Map<String, String[]> written = new HashMap<>();
    UriComponentsBuilder.fromUriString(query.link("/m"))
        .build()
        .getQueryParams()
        .forEach(
            (name, values) ->
                written.put(
                    name, new String[] {URLDecoder.decode(values.get(0), StandardCharsets.UTF_8)}));
    GridQuery read = GridQuery.parse(MODELS, written);
    assertThat(read.parameters()).isEqualTo(query.parameters());
    assertThat(read.filter("name")).isEqualTo("a&b=c {d} 100%+ü?#");
  }

  @Test
  void keepsFiltersInTheOrderOfTheGrid() {
    GridQuery query = parse("status", "3", "name", "x");
    assertThat(query.filters().keySet()).containsExactly("name", "status");
    assertThat(parse("status", "3").withFilter("name", "x").filters().keySet())
        .containsExactly("name", "status");
  }

  @Test
  void refusesAGridWhoseFilterHidesAParameter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridQuery.Spec(List.of("name"), false, List.of("page")));
  }
}
