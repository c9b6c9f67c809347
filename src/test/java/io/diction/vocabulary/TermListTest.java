package io.diction.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.diction.vocabulary.TermList.Problem;
import io.diction.web.Refusal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TermListTest {
  @Test
  void readsOneTermALineWithOrWithoutPronunciation() {
    List<VocabularyTerm> terms =
        TermList.read("\uFEFFmetoprolol\r\n\r\n3CPO\tthree c p o\nacetaminophen\tAH S IY T\n")
            .terms();

    assertThat(terms)
        .extracting(VocabularyTerm::term)
        .containsExactly("metoprolol", "3CPO", "acetaminophen");
    assertThat(terms).extracting(VocabularyTerm::soundsLike).containsExactly("", "three c p o", "");
    assertThat(terms).extracting(VocabularyTerm::phones).containsExactly("", "", "AH S IY T");
  }

  @Test
  void readsTheListsOfOthers() {
    assertThat(
            TermList.read(
                    "Phrase\tIPA\tSoundsLike\tDisplayAs\n"
                        + "Los-Angeles\t\t\t\n"
                        + "F.B.I.\t\teff-bee-eye\tFBI\n"
                        + "etsetra\t\t\tetc\n")
                .terms())
        .extracting(VocabularyTerm::term, VocabularyTerm::soundsLike)
        .containsExactly(
            tuple("Los Angeles", ""), tuple("FBI", "eff bee eye"), tuple("etc", "etsetra"));
    String list =
        "[\"financial crisis\", {\"content\": \"gnocchi\", \"sounds_like\": [\"nyohki\", \"nokey\"]},"
            + " {\"sounds_like\": [\"nothing\"]}]";
    for (String text :
        List.of(list, "{\"transcription_config\": {\"additional_vocab\": " + list + "}}")) {
      TermList.Read read = TermList.read(text);
      assertThat(read.terms())
          .extracting(VocabularyTerm::term, VocabularyTerm::soundsLike)
          .containsExactly(tuple("financial crisis", ""), tuple("gnocchi", "nyohki"));
      assertThat(read.problems()).extracting(Problem::line).containsExactly(3);
    }
  }

  @Test
  void readsWhatItWrites() {
    List<VocabularyTerm> terms =
        TermList.read(
                """
                term,sounds_like,context,weight
                "Müller, Meier & Co","muller, ""meier"" and co","He called
                twice.",2.5
                .NET,dot net,,
                """)
            .terms();
    assertThat(terms).hasSize(2);
    assertThat(terms.get(0).context()).isEqualTo("He called\ntwice.");

    List<VocabularyTerm> again = TermList.read(TermList.write(terms)).terms();

    assertThat(again)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
        .isEqualTo(terms);
  }

  @Test
  void namesTheLineOfEachProblemAndKeepsTheRest() {
    TermList.Read read =
        TermList.read("term,weight\ngood,1\n=cmd(),1\nheavy,11\nodd,x\n,1\na,1,2\nlast,0.1\n");

    assertThat(read.terms()).extracting(VocabularyTerm::term).containsExactly("good", "last");
    assertThat(read.problems())
        .extracting(Problem::line, Problem::messageKey)
        .containsExactly(
            tuple(3, "custommodel.term.starts-with"),
            tuple(4, "custommodel.term.weight-range"),
            tuple(5, "custommodel.term.weight-range"),
            tuple(6, "custommodel.term.required"),
            tuple(7, "custommodel.terms.too-many-columns"));
  }

  @Test
  void refusesAColumnItDoesNotKnow() {
    assertThat(TermList.read("term,phonemes\nx,y\n").problems())
        .containsExactly(new Problem(1, "custommodel.terms.unknown-column", List.of("phonemes")));
  }

  @Test
  void takesTheLastOfTwoLinesForOneTerm() {
    assertThat(TermList.read("Stent\tone\nstent\ttwo\n").terms())
        .singleElement()
        .extracting(VocabularyTerm::soundsLike)
        .isEqualTo("two");
  }

  @Test
  void keepsNoMoreThanAVocabularyHolds() {
    String most = lines(VocabularyTerms.MOST_TERMS, "term %d");

    assertThat(TermList.read(most).terms()).hasSize(VocabularyTerms.MOST_TERMS);
    assertThatThrownBy(() -> TermList.read(most + "one more\n"))
        .isInstanceOf(Refusal.LimitReached.class);
    assertThatThrownBy(() -> TermList.read("term\n" + most + "one more\n"))
        .isInstanceOf(Refusal.LimitReached.class);
  }

  @Test
  void countsMoreProblemsThanItKeeps() {
    TermList.Read read = TermList.read(lines(1000, "=%d"));

    assertThat(read.refused()).isEqualTo(1000);
    assertThat(read.problems()).hasSize(50);
  }

  private static String lines(int count, String pattern) {
    return IntStream.range(0, count)
        .mapToObj(number -> pattern.formatted(number) + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void survivesAnOpenQuoteAndNoise() {
    assertThat(TermList.read("term\n\"open").terms()).hasSize(1);
    assertThat(TermList.read("").terms()).isEmpty();
    assertThat(TermList.read("\u0000\u0001").problems()).hasSize(1);
  }
}
