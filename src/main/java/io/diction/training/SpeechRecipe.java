package io.diction.training;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetId;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Recording;
import io.diction.dataset.TrainingData.TrainingSet;
import io.diction.dataset.TrainingPieces;
import io.diction.dataset.agreement.ClipSpeech;
import io.diction.dataset.agreement.HeardClips;
import io.diction.dataset.agreement.Hearings;
import io.diction.identity.OrganizationId;
import io.diction.jobs.JobFailure;
import io.diction.speech.Engine;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ModelMetrics;
import io.diction.speech.adapt.ModelMetrics.WordErrors;
import io.diction.speech.adapt.TrainingData;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingData.Utterance;
import io.diction.speech.adapt.TrainingException;
import io.diction.speech.adapt.TrainingRun;
import io.diction.speech.adapt.TrainingStage;
import io.diction.speech.adapt.UserTexts;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.evaluate.WordErrorRate;
import io.diction.training.run.Evidence;
import io.diction.training.run.Part;
import io.diction.training.run.Recipe;
import io.diction.training.run.RecordedRun;
import io.diction.training.run.Score;
import io.diction.vocabulary.VocabularyTerms;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The speech core's recipe on the data of a custom model. */
@Component
class SpeechRecipe implements Recipe {
  /** Part of what makes a training repeatable; the same for all, so that only data differs. */
  private static final long SEED = 1;

  /** Rough shares of the time, for the progress bar: recognising held-out speech takes the most. */
  private static final Map<TrainingStage, Double> SHARES =
      Map.of(
          TrainingStage.VALIDATE, 0.02,
          TrainingStage.NORMALISE_TEXT, 0.03,
          TrainingStage.PRONUNCIATIONS, 0.08,
          TrainingStage.LANGUAGE_MODEL, 0.1,
          TrainingStage.ALIGN, 0.15,
          TrainingStage.ACOUSTIC_MODEL, 0.05,
          TrainingStage.TUNE, 0.3,
          TrainingStage.PACKAGE, 0.02,
          TrainingStage.EVALUATE, 0.25);

  private static final List<Stage> STAGES =
      Arrays.stream(TrainingStage.values())
          .map(stage -> new Stage(key(stage), SHARES.getOrDefault(stage, 0.0)))
          .toList();

  private final io.diction.dataset.TrainingData data;
  private final TrainingPieces pieces;
  private final VocabularyTerms vocabulary;
  private final BaseModels baseModels;
  private final AudioDecoder decoder;
  private final TrainingSettings settings;
  private final HeardClips heard;
  private final JsonMapper json = JsonMapper.builder().build();

  SpeechRecipe(
      io.diction.dataset.TrainingData data,
      TrainingPieces pieces,
      VocabularyTerms vocabulary,
      BaseModels baseModels,
      AudioDecoder decoder,
      TrainingSettings settings,
      HeardClips heard) {
    this.data = data;
    this.pieces = pieces;
    this.vocabulary = vocabulary;
    this.baseModels = baseModels;
    this.decoder = decoder;
    this.settings = settings;
    this.heard = heard;
  }

  private static String key(TrainingStage stage) {
    return stage.label().replace(' ', '-');
  }

  @Override
  public List<Stage> stages() {
    return STAGES;
  }

  @Override
  public Amount amount(OrganizationId owner, CustomModelId model) {
    io.diction.dataset.TrainingData.Amount amount = data.amount(model, owner);
    return new Amount(
        amount.audioSeconds(),
        amount.textBytes(),
        amount.files(),
        vocabulary.count(owner, model),
        amount.isSettled());
  }

  @Override
  public Work open(RecordedRun run, Path folder, Set<DatasetId> without) throws IOException {
    TrainingSet set =
        without.isEmpty()
            ? data.get(run.model(), run.organization())
            : pieces.without(run.model(), run.organization(), without);
    ClipSpeech speech = new ClipSpeech(decoder);
    List<Utterance> utterances = new ArrayList<>();
    set.pairs().forEach(pair -> utterances.add(utterance(speech, pair, Use.TRAIN)));
    set.testPairs().forEach(pair -> utterances.add(utterance(speech, pair, Use.TEST)));
    for (Recording recording : set.recordings()) {
      utterances.add(new Utterance(speech.add(recording), true, "", Use.TRAIN));
    }
    UserTexts texts = texts(set);
    List<Term> terms =
        vocabulary.all(run.organization(), run.model()).stream().map(Hearings::term).toList();
    SpeechModel base = baseModels.speechModel(run.baseModel());
    TrainingRun training =
        new TrainingRun(
            folder.resolve("stages"),
            base,
            new TrainingData(
                utterances, texts.sentences(), terms, texts.spokenForms(), texts.displayRules()),
            new io.diction.speech.adapt.TrainingSettings(
                run.model().toString(),
                SEED,
                Runtime.getRuntime().availableProcessors(),
                settings.cache().resolve("learnt"),
                heard.folder(run.model()),
                run.weightPercent() == null ? null : run.weightPercent() / 100.0),
            speech);
    return new SpeechWork(run, training, folder.resolve("model"), set, texts.sentences());
  }

  private static Utterance utterance(ClipSpeech speech, Pair pair, Use use) {
    return new Utterance(speech.add(pair), true, pair.text(), use);
  }

  /** Texts without recordings by what they bring. Validation let them pass. */
  private static UserTexts texts(TrainingSet set) throws IOException {
    UserTexts texts = new UserTexts();
    for (io.diction.dataset.TrainingData.Text text : set.texts()) {
      try {
        texts.add(text.file(), text.name());
      } catch (FormatException wrong) {
        throw new JobFailure(ErrorCode.VALIDATION_FAILED.code(), wrong.getMessage());
      }
    }
    return texts;
  }

  /** The run of the speech core, with its exceptions as users read them. */
  private final class SpeechWork implements Work {
    private final RecordedRun run;
    private final TrainingRun training;
    private final Path model;
    private final TrainingSet set;
    private final List<Text> texts;

    SpeechWork(
        RecordedRun run, TrainingRun training, Path model, TrainingSet set, List<Text> texts) {
      this.run = run;
      this.training = training;
      this.model = model;
      this.set = set;
      this.texts = List.copyOf(texts);
    }

    @Override
    public void run(Stage stage, Progress progress) throws IOException {
      try {
        training.run(stage(stage), progress);
        if (stage(stage) == TrainingStage.EVALUATE) {
          training.metrics().describe().forEach(line -> progress.report(1, line));
        }
      } catch (TrainingException refused) {
        throw failure(refused, progress);
      } catch (FormatException damaged) {
        throw new JobFailure(ErrorCode.VALIDATION_FAILED.code(), damaged.getMessage());
      }
    }

    /** What is missing is said by the code; what is wrong, by the engine alone. */
    private static JobFailure failure(TrainingException refused, Progress progress) {
      progress.report(1, refused.getMessage());
      return switch (refused.reason()) {
        case NOT_ENOUGH_DATA -> new JobFailure(ErrorCode.NOT_ENOUGH_DATA.code(), "");
        case VALIDATION_FAILED ->
            new JobFailure(ErrorCode.VALIDATION_FAILED.code(), refused.getMessage());
      };
    }

    @Override
    public Made made() throws IOException {
      training.export(model);
      ModelMetrics metrics = training.metrics();
      WordErrors errors = metrics.wordErrors();
      if (errors != null) {
        data.scored(run.model(), run.organization(), set);
      }
      return new Made(
          model,
          SEED,
          Engine.VERSION,
          json.writeValueAsString(settings(metrics)),
          errors == null ? null : score(errors.base()),
          errors == null ? null : score(errors.custom()),
          set.testPairs().isEmpty(),
          errors == null ? null : evidence(errors),
          metrics.text().perplexityCustom(),
          metrics.vocabularySize(),
          run.audioSeconds(),
          Part.of(metrics));
    }

    /** In a fixed order: two versions are compared by it. */
    private Map<String, Object> settings(ModelMetrics metrics) {
      Map<String, Object> settings = new LinkedHashMap<>();
      settings.put("data", set.fingerprint());
      settings.put("testData", TestFingerprint.of(set.testPairs()));
      settings.put("datasets", data.used(run.model(), run.organization()));
      settings.put("domainWeight", usedWeight(metrics));
      settings.put("chosenWeight", metrics.text().domainWeight());
      settings.put("weightCurve", metrics.text().weightCurve());
      settings.put("heldOutWords", metrics.text().heldOutWords());
      settings.put("textLeftOut", metrics.text().leftOut());
      settings.put("perplexityBase", metrics.text().perplexityBase());
      settings.put("terms", vocabulary.count(run.organization(), run.model()));
      return settings;
    }

    /** Recordings that did not train may have shown that less of the text is better. */
    private static double usedWeight(ModelMetrics metrics) {
      ModelMetrics.Acoustics acoustics = metrics.acoustics();
      Double less = acoustics == null ? null : acoustics.tuning().domainWeight();
      return less == null ? metrics.text().domainWeight() : less;
    }

    private Evidence evidence(WordErrors errors) throws IOException {
      Evidence.Verdict verdict =
          !errors.comparison().interval().tells()
              ? Evidence.Verdict.TOO_LITTLE
              : errors.comparison().isReal() ? Evidence.Verdict.REAL : Evidence.Verdict.CHANCE;
      return new Evidence(errors.utterances(), verdict, KnownTests.count(set, texts));
    }
  }

  private static TrainingStage stage(Stage stage) {
    return Arrays.stream(TrainingStage.values())
        .filter(known -> key(known).equals(stage.key()))
        .findFirst()
        .orElseThrow();
  }

  private static @Nullable Score score(WordErrorRate rate) {
    return new Score(rate.words(), rate.substitutions(), rate.deletions(), rate.insertions());
  }
}
