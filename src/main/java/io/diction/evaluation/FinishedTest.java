package io.diction.evaluation;

import io.diction.custommodel.CustomModelId;
import io.diction.evaluation.figures.FigureMaker;
import io.diction.evaluation.figures.Figures;
import io.diction.evaluation.figures.Figures.Known;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import io.diction.evaluation.run.UtteranceRows;
import io.diction.identity.OrganizationId;
import io.diction.sharing.OwnVocabulary;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.text.TextNormalizer;
import io.diction.vocabulary.VocabularyTerm;
import io.diction.vocabulary.VocabularyTerms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes the figures of a test once, and reads them again. */
@Component
class FinishedTest {
  private final TestRows runs;
  private final UtteranceRows rows;
  private final VocabularyTerms vocabulary;
  private final OwnVocabulary own;
  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  FinishedTest(TestRows runs, UtteranceRows rows, VocabularyTerms vocabulary, OwnVocabulary own) {
    this.runs = runs;
    this.rows = rows;
    this.vocabulary = vocabulary;
    this.own = own;
  }

  /**
   * As they are stored.
   *
   * @param known what of it trains the model as well; null where that was not looked for
   */
  String figures(
      TestRun run,
      List<TestUtterance> heard,
      int unreadable,
      SpeechModel reader,
      @Nullable Known known,
      Progress progress) {
    List<TestSubject> subjects = runs.subjects(List.of(run.id()));
    Set<Integer> numbers = heard.stream().map(TestUtterance::number).collect(Collectors.toSet());
    List<List<TestHypothesis>> hypotheses = new ArrayList<>();
    subjects.forEach(subject -> hypotheses.add(new ArrayList<>()));
    for (TestHypothesis one : rows.heard(run.id(), null)) {
      // Both are in the order of the utterances' numbers.
      if (numbers.contains(one.utterance())) {
        hypotheses.get(one.position()).add(one);
      }
    }
    FigureMaker maker =
        new FigureMaker(heard, hypotheses, terms(run, subjects, reader), standard(subjects));
    Figures figures = maker.make(unreadable, progress);
    return json.writeValueAsString(known == null ? figures : figures.withKnown(known));
  }

  Figures read(TestRun run) {
    return json.readValue(run.figures(), Figures.class);
  }

  /** The first base model. */
  private static int standard(List<TestSubject> subjects) {
    return subjects.stream()
        .filter(TestSubject::isBase)
        .map(TestSubject::position)
        .findFirst()
        .orElse(-1);
  }

  /**
   * As they were written, by how they are compared. The vocabulary is its owner's: others are not
   * told what is in it, and see their own terms.
   */
  private Map<String, String> terms(TestRun run, List<TestSubject> subjects, SpeechModel reader) {
    if (!run.isMeasured()) {
      return Map.of();
    }
    UUID owner =
        subjects.stream()
            .filter(subject -> !subject.isBase())
            .map(TestSubject::ownerId)
            .findFirst()
            .orElse(run.organizationId());
    List<String> typed =
        owner.equals(run.organizationId())
            ? vocabulary.all(new OrganizationId(owner), new CustomModelId(run.modelId())).stream()
                .map(VocabularyTerm::term)
                .toList()
            : runs.ownTerms(run.id()).map(own::terms).orElse(List.of());
    TextNormalizer normalizer = ModelEvaluation.normalizer(reader);
    Map<String, String> terms = new LinkedHashMap<>();
    typed.forEach(term -> terms.putIfAbsent(String.join(" ", normalizer.words(term)), term));
    terms.remove("");
    return terms;
  }
}
