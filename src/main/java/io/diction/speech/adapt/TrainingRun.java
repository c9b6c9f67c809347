package io.diction.speech.adapt;

import io.diction.speech.Folders;
import io.diction.speech.FormatException;
import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.StageFolder;
import io.diction.speech.adapt.ModelMetrics.Adaptation;
import io.diction.speech.adapt.ModelMetrics.Listening;
import io.diction.speech.adapt.ModelMetrics.TextFigures;
import io.diction.speech.adapt.ModelMetrics.Tuning;
import io.diction.speech.adapt.TrainingData.SpokenForm;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingData.Utterance;
import io.diction.speech.adapt.TrainingException.Reason;
import io.diction.speech.evaluate.RecordedSpeech;
import io.diction.speech.pack.LanguagePack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One training, stage by stage, in a working folder. A stage's output appears as a whole or not at
 * all, and a stage that is finished for the same input is not run again: after a crash the same
 * call continues where it stopped. For one thread and one process at a time.
 */
public final class TrainingRun {
  private static final String MODEL = "model";
  private static final String METRICS = "metrics.json";
  private static final String CLIPS = "clips";

  private static final String MINIMUM_ENGINE = "0.1.0";

  /** Raised when the recipe changes, so that stages of an older one run again. */
  private static final String RECIPE = "6";

  private final Path workFolder;
  private final SpeechModel base;
  private final TrainingData data;
  private final TrainingSettings settings;
  private final RecordedSpeech speech;
  private final TextStages texts;

  /** Hash of all sound, once it was taken: a run is one training on what was there then. */
  private @Nullable String sound;

  /**
   * @param workFolder kept until the training is over; created when absent
   * @param base what is adapted
   * @param speech the recorded utterances of the data
   */
  public TrainingRun(
      Path workFolder,
      SpeechModel base,
      TrainingData data,
      TrainingSettings settings,
      RecordedSpeech speech) {
    this.workFolder = workFolder;
    this.base = base;
    this.data = data;
    this.settings = settings;
    this.speech = speech;
    texts = new TextStages(data, base);
  }

  /** Runs all stages. */
  public void run(Progress progress) throws IOException {
    TrainingStage[] stages = TrainingStage.values();
    for (int i = 0; i < stages.length; i++) {
      run(stages[i], progress.part((double) i / stages.length, (i + 1.0) / stages.length));
    }
  }

  /**
   * Runs a stage, or nothing when it is finished already. The stages before it must be finished.
   *
   * @throws TrainingException when the data cannot be trained on
   * @throws io.diction.speech.FormatException when a file is not what it should be
   * @throws io.diction.speech.CancelledException when {@code progress} asks to stop
   */
  public void run(TrainingStage stage, Progress progress) throws IOException {
    progress.checkCancelled();
    listenTo(progress);
    if (stage == TrainingStage.ACOUSTIC_MODEL
        && !isWhole(TrainingStage.ALIGN, key(TrainingStage.ALIGN, progress))) {
      run(TrainingStage.ALIGN, progress.unheard());
    }
    StageFolder folder = folder(stage);
    String key = key(stage, progress);
    if (isWhole(stage, key)) {
      progress.report(1, stage.label() + ": finished before");
      return;
    }
    Files.createDirectories(workFolder);
    Path aside = folder.begin();
    switch (stage) {
      case VALIDATE -> validate(aside, progress);
      case NORMALISE_TEXT -> {
        texts.write(aside, progress);
        requireSomethingToLearn(aside);
      }
      case PRONUNCIATIONS ->
          new PronunciationStage(base, data, texts.normalizer(), settings.cacheFolder())
              .write(path(TrainingStage.NORMALISE_TEXT, ""), aside, progress);
      case LANGUAGE_MODEL ->
          new LanguageModelStage(
                  base,
                  data,
                  path(TrainingStage.NORMALISE_TEXT, ""),
                  path(TrainingStage.PRONUNCIATIONS, ""),
                  settings.domainWeight())
              .write(aside, progress);
      case ALIGN ->
          new AlignStage(
                  base, draft(), data, texts.normalizer(), speech, clips(), settings.threads())
              .write(recordings(), aside, progress);
      case ACOUSTIC_MODEL -> adapt(aside, progress);
      case TUNE -> tune(aside, progress);
      case PACKAGE -> writeModel(aside);
      case EVALUATE -> evaluate(aside, progress);
    }
    folder.finish(aside, key);
    progress.report(1, stage.label() + ": finished");
  }

  /**
   * Whether a stage need not run again. Reads its whole output, and all sound unless that was read
   * before.
   *
   * @param progress asked whether to stop
   */
  public boolean isFinished(TrainingStage stage, Progress progress) throws IOException {
    for (TrainingStage earlier : TrainingStage.values()) {
      if (earlier.ordinal() <= stage.ordinal()
          && !isWhole(earlier, key(earlier, progress.unheard()))) {
        return false;
      }
    }
    return true;
  }

  /** What was heard lies beside the stages, and may have been removed. */
  private boolean isWhole(TrainingStage stage, String key) throws IOException {
    return folder(stage).isFinished(key)
        && (stage != TrainingStage.ALIGN
            || clipList().entries().stream()
                .allMatch(entry -> entry.key().isEmpty() || clips().has(entry.key())));
  }

  /** What was measured; after the last stage. */
  public ModelMetrics metrics() throws IOException {
    return Json.read(path(TrainingStage.EVALUATE, METRICS), ModelMetrics.class);
  }

  /**
   * Copies the finished model, its metrics included, to a folder that appears as a whole and
   * replaces what is there.
   */
  public void export(Path target) throws IOException {
    Folders.replace(exported(target), target.toAbsolutePath());
  }

  /**
   * The same with the base in the folder, so that it recognises wherever Diction runs.
   *
   * @param pack the base model's
   */
  public void exportWithBase(Path target, LanguagePack pack) throws IOException {
    Path aside = exported(target);
    pack.copyTo(aside.resolve(ModelFolder.BASE));
    Folders.replace(aside, target.toAbsolutePath());
  }

  private Path exported(Path target) throws IOException {
    Path aside = Folders.aside(target.toAbsolutePath());
    Path model = path(TrainingStage.PACKAGE, MODEL);
    for (Path file : Folders.files(model)) {
      Files.copy(file, aside.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }
    ModelManifest manifest = ModelFolder.read(model).manifest();
    Files.write(aside.resolve(ModelFolder.MANIFEST), Json.bytes(manifest.withMetrics(metrics())));
    return aside;
  }

  /**
   * Removes what a training left in its working folder, and the folder when nothing else is in it.
   */
  public static void discard(Path workFolder) throws IOException {
    Folders.delete(workFolder.resolve(CLIPS));
    for (TrainingStage stage : TrainingStage.values()) {
      new StageFolder(workFolder.resolve(stage.folder())).discard();
    }
    if (Files.isDirectory(workFolder) && Folders.isEmpty(workFolder)) {
      Files.delete(workFolder);
    }
  }

  private StageFolder folder(TrainingStage stage) {
    return new StageFolder(workFolder.resolve(stage.folder()));
  }

  private Path path(TrainingStage stage, String file) {
    return folder(stage).path(file);
  }

  private String listenTo(Progress progress) throws IOException {
    String known = sound;
    if (known == null) {
      known = speech.fingerprint(TrainingData.recorded(data.utterances()), progress);
      sound = known;
    }
    return known;
  }

  /** Hash of all that goes into a stage: the data for the first, the one before for the others. */
  private String key(TrainingStage stage, Progress progress) throws IOException {
    Sha256 key = new Sha256().add(RECIPE).add(stage.name());
    if (stage != TrainingStage.VALIDATE) {
      return key.add(folder(TrainingStage.values()[stage.ordinal() - 1]).digest()).hex();
    }
    key.add(listenTo(progress))
        .add(base.sha256())
        .add(settings.name())
        .add(String.valueOf(settings.seed()));
    if (settings.domainWeight() != null) {
      key.add("weight " + settings.domainWeight());
    }
    for (Utterance utterance : data.utterances()) {
      key.add(utterance.toString());
    }
    for (Text text : data.texts()) {
      key.add(text.name()).add(sha256(text));
    }
    for (Term term : data.vocabulary()) {
      key.add(term.toString());
    }
    for (SpokenForm form : data.spokenForms()) {
      key.add(form.toString());
    }
    data.displayRules().forEach(key::add);
    return key.hex();
  }

  private static String sha256(Text text) throws IOException {
    Sha256 sum = new Sha256();
    text.lines().forEach(sum::add);
    return sum.hex();
  }

  /** Counts of what was given. */
  private record Given(
      int utterances, int recordings, int texts, int terms, int spokenForms, String dataSha256) {}

  private void validate(Path folder, Progress progress) throws IOException {
    if (data.isEmpty()) {
      throw new TrainingException(
          Reason.NOT_ENOUGH_DATA, "There is nothing to train on: add text, vocabulary or audio.");
    }
    Set<String> ids = new HashSet<>();
    int recordings = 0;
    Sha256 sum = new Sha256();
    for (Utterance utterance : data.utterances()) {
      progress.checkCancelled();
      if (!ids.add(utterance.id())) {
        throw new TrainingException(
            Reason.VALIDATION_FAILED, "Two utterances are named \"" + utterance.id() + "\".");
      }
      recordings += utterance.recorded() ? 1 : 0;
      sum.add(utterance.id()).add(utterance.text()).add(utterance.use().name());
    }
    for (Text text : data.texts()) {
      sum.add(text.name()).add(sha256(text));
    }
    Files.write(
        folder.resolve("given.json"),
        Json.bytes(
            new Given(
                data.utterances().size(),
                recordings,
                data.texts().size(),
                data.vocabulary().size(),
                data.spokenForms().size(),
                sum.hex())));
  }

  private void requireSomethingToLearn(Path textFolder) throws IOException {
    boolean empty =
        Files.size(textFolder.resolve(TextStages.TRAIN)) == 0
            && Files.size(textFolder.resolve(TextStages.TUNE)) == 0;
    boolean unheard =
        Json.read(textFolder.resolve(TextStages.RECORDINGS), TextStages.Recordings.class)
            .untranscribed()
            .isEmpty();
    if (empty && unheard && data.vocabulary().isEmpty() && data.spokenForms().isEmpty()) {
      throw new TrainingException(
          Reason.NOT_ENOUGH_DATA,
          "Nothing is left to train on once the test data is set aside: add text or vocabulary.");
    }
  }

  private ClipFolder clips() {
    Path folder = settings.clipFolder();
    return new ClipFolder(folder == null ? workFolder.resolve(CLIPS) : folder);
  }

  private ClipList clipList() throws IOException {
    return ClipList.read(path(TrainingStage.ALIGN, AlignStage.CLIPS));
  }

  private TextStages.Recordings recordings() throws IOException {
    return Json.read(
        path(TrainingStage.NORMALISE_TEXT, TextStages.RECORDINGS), TextStages.Recordings.class);
  }

  /** The base model with the words and the text of the domain. */
  private SpeechModel draft() throws IOException {
    return withText(
            path(TrainingStage.LANGUAGE_MODEL, ModelFolder.LANGUAGE_MODEL),
            figures().domainWeight())
        .withIdentity(settings.name(), folder(TrainingStage.LANGUAGE_MODEL).digest());
  }

  private SpeechModel withText(Path domain, double weight) throws IOException {
    return ModelFolder.withText(
        ModelFolder.withWords(base, path(TrainingStage.PRONUNCIATIONS, ModelFolder.PRONUNCIATIONS)),
        Files.isRegularFile(domain) ? domain : null,
        path(TrainingStage.PRONUNCIATIONS, ModelFolder.TERMS),
        weight);
  }

  private void adapt(Path folder, Progress progress) throws IOException {
    AcousticStage acoustics =
        new AcousticStage(base.acousticModel(), new ClipPass(clips(), settings.threads()));
    try {
      acoustics.write(clipList(), folder, progress);
    } catch (FormatException damaged) {
      // Only a clip can be: it has been removed, and what it was made of is still there.
      progress.report(0, "listening again to a damaged recording");
      run(TrainingStage.ALIGN, progress.unheard());
      acoustics.write(clipList(), folder, progress);
    }
  }

  private void tune(Path folder, Progress progress) throws IOException {
    Path text = path(TrainingStage.LANGUAGE_MODEL, LanguageModelStage.TUNING_MODEL);
    Path acoustics = path(TrainingStage.ACOUSTIC_MODEL, AcousticStage.TUNING_MODEL);
    boolean hasText = Files.isRegularFile(text);
    TuneStage.Candidates candidates =
        new TuneStage.Candidates(
            weight -> withText(text, weight),
            Files.isRegularFile(acoustics)
                ? AdaptedAcoustics.read(acoustics, base.acousticModel())
                : null,
            Files.isRegularFile(path(TrainingStage.ACOUSTIC_MODEL, ModelFolder.ACOUSTICS)),
            hasText ? figures().domainWeight() : 0,
            settings.domainWeight() == null);
    new TuneStage(data, speech, base, settings.threads(), settings.seed())
        .write(clipList(), candidates, folder, progress);
  }

  private Tuning tuning() throws IOException {
    return Json.read(path(TrainingStage.TUNE, TuneStage.FIGURES), Tuning.class);
  }

  private void writeModel(Path folder) throws IOException {
    Path model = Files.createDirectories(folder.resolve(MODEL));
    if (Files.isRegularFile(path(TrainingStage.LANGUAGE_MODEL, ModelFolder.LANGUAGE_MODEL))) {
      copy(TrainingStage.LANGUAGE_MODEL, ModelFolder.LANGUAGE_MODEL, model);
    }
    Tuning tuning = tuning();
    Double lessText = tuning.domainWeight();
    double domainWeight = lessText == null ? figures().domainWeight() : lessText;
    if (tuning.usesAdapted()) {
      copy(TrainingStage.ACOUSTIC_MODEL, ModelFolder.ACOUSTICS, model);
    }
    copy(TrainingStage.PRONUNCIATIONS, ModelFolder.PRONUNCIATIONS, model);
    copy(TrainingStage.PRONUNCIATIONS, ModelFolder.TERMS, model);
    copy(TrainingStage.NORMALISE_TEXT, ModelFolder.SPELLING, model);
    ModelFolder.writeManifest(
        model,
        new ModelManifest(
            ModelManifest.FORMAT,
            ModelManifest.VERSION,
            MINIMUM_ENGINE,
            settings.name(),
            base.locale().toLanguageTag(),
            new ModelManifest.Base(base.name(), base.sha256()),
            new ModelManifest.Settings(domainWeight, tuning.languageWeight()),
            settings.seed(),
            new TreeMap<>(),
            List.of(
                new ModelManifest.Licence(
                    "base model " + base.name(),
                    base.sha256().equals(SpeechModel.ENGLISH_SHA256)
                        ? "BSD-2-Clause, Carnegie Mellon University"
                        : "that of the language pack"),
                new ModelManifest.Licence("domain data", "that of the data trained on")),
            null));
  }

  private void copy(TrainingStage from, String file, Path to) throws IOException {
    Files.copy(path(from, file), to.resolve(file));
  }

  private TextFigures figures() throws IOException {
    return Json.read(
        path(TrainingStage.LANGUAGE_MODEL, LanguageModelStage.FIGURES), TextFigures.class);
  }

  private void evaluate(Path folder, Progress progress) throws IOException {
    SpeechModel custom = ModelFolder.read(path(TrainingStage.PACKAGE, MODEL)).open(base);
    EvaluateStage stage = new EvaluateStage(base, data, speech, settings);
    boolean hasTest = data.utterances().stream().anyMatch(each -> each.use() == Use.TEST);
    List<Integer> measured =
        hasTest ? recordings().measure() : stage.some(clipList().of(ClipList.Part.MEASURE));
    ModelMetrics metrics =
        new ModelMetrics(
            stage.write(custom, measured, folder, progress),
            figures(),
            acoustics(),
            custom.languageModel().vocabulary().size(),
            custom.lexicon().words().size() - base.lexicon().words().size());
    Files.write(folder.resolve(METRICS), Json.bytes(metrics));
  }

  private ModelMetrics.@Nullable Acoustics acoustics() throws IOException {
    boolean recorded = data.utterances().stream().anyMatch(Utterance::recorded);
    return recorded
        ? new ModelMetrics.Acoustics(
            Json.read(path(TrainingStage.ALIGN, AlignStage.FIGURES), Listening.class),
            Json.read(path(TrainingStage.ACOUSTIC_MODEL, AcousticStage.FIGURES), Adaptation.class),
            tuning())
        : null;
  }
}
