package io.diction.evaluation.figures;

import io.diction.evaluation.figures.Figures.CauseCount;
import io.diction.evaluation.figures.Figures.Common;
import io.diction.evaluation.figures.Figures.Group;
import io.diction.evaluation.figures.Figures.OfSubject;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestHypothesis.Word;
import io.diction.evaluation.run.TestUtterance;
import io.diction.speech.Progress;
import io.diction.speech.evaluate.Bootstrap;
import io.diction.speech.evaluate.Bootstrap.Comparison;
import io.diction.speech.evaluate.ErrorCauses.Cause;
import io.diction.speech.evaluate.Evaluation;
import io.diction.speech.evaluate.Evaluation.Confusion;
import io.diction.speech.evaluate.RecognitionSpeed;
import io.diction.speech.evaluate.TermScore;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reckons what a test found, by the rules of the command line's {@code evaluate}. */
public final class FigureMaker {
  /** As the command line's default, so that both tell the same intervals. */
  private static final long SEED = 1;

  private static final int MOST_COMMON = 30;
  private static final int MOST_EXAMPLES = 5;
  private static final double MINUTE = 60;

  private final List<TestUtterance> utterances;
  private final List<List<TestHypothesis>> hypotheses;
  private final List<Evaluation> evaluations;
  private final List<List<TermScore>> terms = new ArrayList<>();
  private final Map<String, String> written;
  private final int absentTerms;
  private final int standard;
  private final double seconds;

  /**
   * @param utterances that were recognised
   * @param hypotheses [subject] one for each utterance, in the same order
   * @param terms of the vocabulary as somebody wrote them, by how they are compared
   * @param standard position of the base model to compare with; -1 for none
   */
  public FigureMaker(
      List<TestUtterance> utterances,
      List<List<TestHypothesis>> hypotheses,
      Map<String, String> terms,
      int standard) {
    this.utterances = List.copyOf(utterances);
    this.hypotheses = List.copyOf(hypotheses);
    this.standard = standard;
    evaluations = hypotheses.stream().map(this::evaluation).toList();
    written = terms;
    absentTerms = countTerms(List.copyOf(terms.keySet()));
    seconds = utterances.stream().mapToDouble(TestUtterance::lengthSeconds).sum();
  }

  /**
   * Keeps those that were said, or heard by a subject.
   *
   * @return how many others there are
   */
  private int countTerms(List<String> all) {
    List<List<TermScore>> counted = evaluations.stream().map(one -> one.terms(all)).toList();
    BitSet found = new BitSet();
    for (List<TermScore> scores : counted) {
      for (int i = 0; i < scores.size(); i++) {
        if (scores.get(i).said() > 0 || scores.get(i).heard() > 0) {
          found.set(i);
        }
      }
    }
    for (List<TermScore> scores : counted) {
      terms.add(found.stream().mapToObj(scores::get).toList());
    }
    return all.size() - found.cardinality();
  }

  private Evaluation evaluation(List<TestHypothesis> of) {
    List<Evaluation.Scored> scored = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      scored.add(of.get(i).scored(utterances.get(i)));
    }
    return new Evaluation(scored);
  }

  /**
   * Reckons; minutes with much data.
   *
   * @param progress asked whether to stop after each subject
   */
  public Figures make(int unreadable, Progress progress) {
    List<OfSubject> subjects = new ArrayList<>();
    for (int position = 0; position < hypotheses.size(); position++) {
      progress.report((double) position / hypotheses.size(), "");
      progress.checkCancelled();
      subjects.add(subject(position));
    }
    return new Figures(
        Figures.FORMAT,
        utterances.size(),
        unreadable,
        seconds,
        standard,
        absentTerms,
        subjects,
        null,
        written());
  }

  /** Of the terms that are listed, where it differs from how they are compared. */
  private Map<String, String> written() {
    return terms.stream()
        .limit(1)
        .flatMap(List::stream)
        .map(TermScore::term)
        .filter(term -> !term.equals(written.get(term)))
        .collect(Collectors.toMap(Function.identity(), written::get));
  }

  private OfSubject subject(int position) {
    Evaluation evaluation = evaluations.get(position);
    Comparison against =
        standard < 0 || standard == position
            ? null
            : Bootstrap.compare(evaluations.get(standard), evaluation, SEED);
    return new OfSubject(
        position,
        evaluation.total(),
        Bootstrap.interval(evaluation, SEED),
        evaluation.sentenceErrorRate(),
        against,
        against == null ? null : moreMinutes(against),
        RecognitionSpeed.of(taken(position)),
        speakers(position),
        groups(position, one -> Spread.noise(one.snr()), Spread.NOISE),
        groups(position, FigureMaker::sampleRate, null),
        spread(position),
        confusions(position),
        missed(position),
        unheard(position),
        inserted(position),
        terms.get(position),
        causes(position));
  }

  private @Nullable Double moreMinutes(Comparison against) {
    double times = against.timesTheData();
    if (Double.isNaN(times) || Double.isInfinite(times)) {
      return null;
    }
    return against.isReal() ? 0 : Math.max(0, seconds / MINUTE * (times - 1));
  }

  private List<RecognitionSpeed.Taken> taken(int position) {
    List<RecognitionSpeed.Taken> taken = new ArrayList<>();
    for (int i = 0; i < utterances.size(); i++) {
      TestHypothesis one = hypotheses.get(position).get(i);
      taken.add(
          new RecognitionSpeed.Taken(
              utterances.get(i).lengthSeconds(), one.processorMs() / 1000, one.takenMs() / 1000));
    }
    return taken;
  }

  private List<Group> speakers(int position) {
    return utterances.stream().allMatch(one -> one.speaker().isEmpty())
        ? List.of()
        : groups(position, TestUtterance::speaker, null);
  }

  private static String sampleRate(TestUtterance one) {
    return one.sampleRate() == null ? "" : one.sampleRate().toString();
  }

  /**
   * @param order of the labels; null for that of the labels themselves, numbers by their value
   */
  private List<Group> groups(
      int position, Function<TestUtterance, String> label, @Nullable List<String> order) {
    Map<String, Group> groups =
        new TreeMap<>(
            order != null
                ? Comparator.comparingInt(order::indexOf)
                : Comparator.comparingInt(FigureMaker::number)
                    .thenComparing(Comparator.naturalOrder()));
    for (int i = 0; i < utterances.size(); i++) {
      TestUtterance one = utterances.get(i);
      groups.merge(
          label.apply(one),
          new Group(
              label.apply(one), 1, one.lengthSeconds(), hypotheses.get(position).get(i).errors()),
          (all, further) ->
              new Group(
                  all.label(),
                  all.utterances() + 1,
                  all.seconds() + further.seconds(),
                  all.errors().plus(further.errors())));
    }
    return List.copyOf(groups.values());
  }

  private static int number(String label) {
    return label.matches("\\d{1,9}") ? Integer.parseInt(label) : 0;
  }

  private List<Integer> spread(int position) {
    List<Integer> counts = new ArrayList<>(Collections.nCopies(Spread.RATES.size(), 0));
    for (TestHypothesis one : hypotheses.get(position)) {
      int band = Spread.rate(one.errors());
      counts.set(band, counts.get(band) + 1);
    }
    return counts;
  }

  private List<Common> confusions(int position) {
    return pairs(position, one -> !one.reference().isEmpty() && !one.hypothesis().isEmpty());
  }

  private List<Common> unheard(int position) {
    return pairs(position, one -> one.hypothesis().isEmpty());
  }

  private List<Common> pairs(int position, Predicate<Confusion> wanted) {
    return evaluations.get(position).confusions(Integer.MAX_VALUE).stream()
        .filter(wanted)
        .limit(MOST_COMMON)
        .map(
            one ->
                new Common(
                    one.reference(),
                    one.hypothesis(),
                    one.count(),
                    0,
                    examples(
                        position,
                        word ->
                            one.reference().equals(word.reference())
                                && one.hypothesis()
                                    .equals(Objects.requireNonNullElse(word.hypothesis(), "")))))
        .toList();
  }

  private List<Common> missed(int position) {
    return evaluations.get(position).missed(MOST_COMMON).stream()
        .map(
            one ->
                new Common(
                    one.word(),
                    "",
                    one.count(),
                    one.said(),
                    examples(
                        position,
                        word ->
                            one.word().equals(word.reference())
                                && !one.word().equals(word.hypothesis()))))
        .toList();
  }

  private List<Common> inserted(int position) {
    return evaluations.get(position).inserted(MOST_COMMON).stream()
        .map(
            one ->
                new Common(
                    "",
                    one.word(),
                    one.count(),
                    one.said(),
                    examples(
                        position,
                        word -> word.reference() == null && one.word().equals(word.hypothesis()))))
        .toList();
  }

  private List<Integer> examples(int position, Predicate<Word> wanted) {
    List<Integer> numbers = new ArrayList<>();
    for (TestHypothesis one : hypotheses.get(position)) {
      if (numbers.size() < MOST_EXAMPLES && one.words().stream().anyMatch(wanted)) {
        numbers.add(one.utterance());
      }
    }
    return numbers;
  }

  private List<CauseCount> causes(int position) {
    Map<Cause, Integer> counts = new EnumMap<>(Cause.class);
    for (TestHypothesis one : hypotheses.get(position)) {
      for (Word word : one.words()) {
        if (word.cause() != null) {
          counts.merge(word.cause(), 1, Integer::sum);
        }
      }
    }
    List<CauseCount> causes = new ArrayList<>();
    counts.forEach((cause, count) -> causes.add(new CauseCount(cause, count)));
    causes.sort(Comparator.comparingInt(CauseCount::count).reversed());
    return causes;
  }
}
