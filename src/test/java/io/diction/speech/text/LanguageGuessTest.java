package io.diction.speech.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageGuessTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cs | Pacient se vrátil a řekl, že se mu v noci nespalo dobře, ale že to není tak zlé, jak to bylo.
          da | Patienten kom tilbage og sagde, at han ikke havde sovet godt, men at det er bedre, end det var.
          de | Der Patient kam zurück und sagte, dass er nicht gut geschlafen hat, aber es ist besser als zuvor.
          es | El paciente volvió y dijo que no había dormido bien por la noche, pero que el dolor es menor.
          fi | Potilas palasi ja sanoi, että hän ei ole nukkunut hyvin, mutta että se on nyt parempi kuin ennen.
          fr | Le patient est revenu et a dit que la nuit ne fut pas bonne, mais que les douleurs sont dans le dos.
          it | Il paziente è tornato e ha detto che non ha dormito bene per la notte, ma che il dolore è del tutto passato.
          nl | De patiënt kwam terug en zei dat het niet goed met hem gaat, maar dat er ook een dag zonder pijn was.
          pl | Pacjent przyszedł i mówi, że to nie jest tak źle jak było, ale że w nocy nie śpi i że się boi.
          pt | O paciente voltou e disse que não dormiu bem por causa da dor, mas que a noite foi melhor com os remédios.
          sv | Patienten kom tillbaka och sade att han inte har sovit, men att det är bättre än det var för en vecka sedan.
          """)
  void tellsOtherLanguagesByTheirUsualWords(String language, String text) {
    LanguageGuess guess = new LanguageGuess();
    guess.add(text);

    assertThat(guess.other("en")).contains(language);
    assertThat(guess.other(language)).isEmpty();
  }

  @Test
  void saysNothingOfTheLanguageExpectedOfFewWordsOrOfOneThatItDoesNotKnow() {
    LanguageGuess english = new LanguageGuess();
    english.add("The patient came back and said that it was not as bad as it had been for a week.");
    LanguageGuess name = new LanguageGuess();
    name.add("Der Spiegel, Die Zeit und Das Bild");
    LanguageGuess german = new LanguageGuess();
    german.add(
        "Der Patient kam und sagte, dass er nicht gut schläft, aber es ist besser als am Tag.");

    assertThat(english.other("en")).isEmpty();
    assertThat(name.other("en")).isEmpty();
    assertThat(german.other("eu")).isEmpty();
  }
}
