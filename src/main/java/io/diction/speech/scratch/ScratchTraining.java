package io.diction.speech.scratch;

import io.diction.speech.Folders;
import io.diction.speech.FormatException;
import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.Sha256;
import io.diction.speech.StageFolder;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.AcousticModelReader;
import io.diction.speech.acoustic.AcousticModelWriter;
import io.diction.speech.adapt.TrainingData;
import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.adapt.TrainingData.Utterance;
import io.diction.speech.evaluate.RecordedSpeech;
import io.diction.speech.lexicon.Dictionary;
import io.diction.speech.lexicon.Pronunciation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Trains a language pack from nothing but recordings with transcripts, stage by stage, in a working
 * folder. A stage's output appears as a whole or not at all, and a stage that is finished for the
 * same input is not run again: after an interruption the same call continues where it stopped. The
 * same data, settings and seed give the same bytes, on one thread or many. For one thread and one
 * process at a time.
 */
public final class ScratchTraining {
  /** Raised when the recipe changes, so that stages of an older one run again. */
  private static final String RECIPE = "2";

  private static final String ACOUSTIC = "acoustic";
  private static final String PATHS = "segmentations.bin";
  private static final String FIGURES = "figures.json";

  private final Path workFolder;
  private final PackNames names;
  private final ScratchData data;
  private final ScratchSettings settings;
  private final RecordedSpeech speech;

  /** Hash of all sound, once it was taken: a run is one training on what was there then. */
  private @Nullable String sound;

  /**
   * @param workFolder kept until the training is over; created when absent
   * @param names what the pack says of itself
   * @param speech the recorded utterances of the data
   */
  public ScratchTraining(
      Path workFolder,
      PackNames names,
      ScratchData data,
      ScratchSettings settings,
      RecordedSpeech speech) {
    this.workFolder = workFolder;
    this.names = names;
    this.data = data;
    this.settings = settings;
    this.speech = speech;
  }

  /** Runs all stages. */
  public void run(Progress progress) throws IOException {
    ScratchStage[] stages = ScratchStage.values();
    for (int i = 0; i < stages.length; i++) {
      run(stages[i], progress.part((double) i / stages.length, (i + 1.0) / stages.length));
    }
  }

  /**
   * Runs a stage, or nothing when it is finished already. The stages before it must be finished.
   *
   * @throws io.diction.speech.adapt.TrainingException when the data cannot be trained on
   * @throws FormatException when a file is not what it should be
   * @throws io.diction.speech.CancelledException when {@code progress} asks to stop
   */
  public void run(ScratchStage stage, Progress progress) throws IOException {
    progress.checkCancelled();
    listenTo(progress);
    StageFolder folder = folder(stage);
    String key = key(stage, progress);
    if (folder.isFinished(key)) {
      progress.report(1, stage.label() + ": finished before");
      return;
    }
    Files.createDirectories(workFolder);
    Path aside = folder.begin();
    switch (stage) {
      case PREPARE -> new Preparation(data, settings).write(aside, progress);
      case FEATURES ->
          new FeatureStage(speech, settings)
              .write(path(ScratchStage.PREPARE, Preparation.TRAIN), aside, progress);
      case PHONES -> trainPhones(aside, progress);
      case TYING -> tie(aside, progress);
      case TRIPHONES -> trainTriphones(aside, progress);
      case LANGUAGE_MODEL ->
          PackWriter.writeLanguageModel(
              path(ScratchStage.PREPARE, Preparation.TEXT), dictionary(), aside, progress);
      case PACK -> pack().write(aside, figures());
      case EVALUATE -> evaluate(aside, progress);
    }
    folder.finish(aside, key);
    progress.report(1, stage.label() + ": finished");
  }

  /** What was done and measured; after the last stage. */
  public ScratchFigures result() throws IOException {
    return Json.read(path(ScratchStage.EVALUATE, FIGURES), ScratchFigures.class);
  }

  /** Copies the finished pack to a folder that appears as a whole and replaces what is there. */
  public void export(Path target) throws IOException {
    Path aside = Folders.aside(target.toAbsolutePath());
    Path pack = path(ScratchStage.PACK, PackWriter.FOLDER);
    for (Path file : Folders.files(pack)) {
      Path to = aside.resolve(pack.relativize(file));
      Files.createDirectories(to.getParent());
      Files.copy(file, to);
    }
    Folders.replace(aside, target.toAbsolutePath());
  }

  /**
   * Removes what a training left in its working folder, and the folder when nothing else is in it.
   */
  public static void discard(Path workFolder) throws IOException {
    for (ScratchStage stage : ScratchStage.values()) {
      new StageFolder(workFolder.resolve(stage.folder())).discard();
    }
    if (Files.isDirectory(workFolder) && Folders.isEmpty(workFolder)) {
      Files.delete(workFolder);
    }
  }

  private StageFolder folder(ScratchStage stage) {
    return new StageFolder(workFolder.resolve(stage.folder()));
  }

  private Path path(ScratchStage stage, String file) {
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

  /** Hash of all that goes into a stage; threads do not. */
  private String key(ScratchStage stage, Progress progress) throws IOException {
    Sha256 key = new Sha256().add(RECIPE).add(stage.name());
    if (stage != ScratchStage.PREPARE) {
      return key.add(folder(ScratchStage.values()[stage.ordinal() - 1]).digest()).hex();
    }
    key.add(listenTo(progress));
    key.add(names.toString()).add(data.locale()).add(settings.withThreads(1).toString());
    for (Utterance utterance : data.utterances()) {
      key.add(utterance.toString());
    }
    for (Text text : data.texts()) {
      key.add(text.name());
      text.lines().forEach(key::add);
    }
    if (data.lexicon() != null) {
      for (String word : data.lexicon().words()) {
        key.add(word).add(data.lexicon().pronunciations(word).toString());
      }
    }
    return key.add(data.phoneClasses().toString()).hex();
  }

  private Dictionary dictionary() throws IOException {
    Path file = path(ScratchStage.PREPARE, Preparation.DICTIONARY);
    try (InputStream in = Files.newInputStream(file)) {
      return Dictionary.read(in, Preparation.DICTIONARY);
    }
  }

  private static List<String> phones(Dictionary dictionary) {
    TreeSet<String> phones = new TreeSet<>(List.of("SIL"));
    for (String word : dictionary.words()) {
      dictionary.pronunciations(word).forEach(variant -> phones.addAll(variant.phones()));
    }
    return List.copyOf(phones);
  }

  /** [utterance][word][variant][i] phones, in the order of the spool. */
  private int[][][][] words(FeatureSpool spool, Dictionary dictionary, List<String> phones)
      throws IOException {
    Map<String, int[][]> variants = new HashMap<>();
    for (String word : dictionary.words()) {
      variants.put(
          word,
          dictionary.pronunciations(word).stream()
              .map(variant -> numbers(variant, phones))
              .toArray(int[][]::new));
    }
    Map<String, List<String>> wordsOf = new HashMap<>();
    for (Preparation.Spoken spoken :
        Preparation.read(path(ScratchStage.PREPARE, Preparation.TRAIN))) {
      wordsOf.put(spoken.id(), spoken.words());
    }
    int[][][][] words = new int[spool.utterances()][][][];
    for (int i = 0; i < words.length; i++) {
      words[i] = wordsOf.get(spool.id(i)).stream().map(variants::get).toArray(int[][][]::new);
    }
    return words;
  }

  private static int[] numbers(Pronunciation pronunciation, List<String> phones) {
    return pronunciation.phones().stream().mapToInt(phones::indexOf).toArray();
  }

  private void trainPhones(Path folder, Progress progress) throws IOException {
    Dictionary dictionary = dictionary();
    List<String> phones = phones(dictionary);
    try (FeatureSpool spool = FeatureSpool.open(folder(ScratchStage.FEATURES).path(""))) {
      ContextIndependentTraining.Result trained =
          new ContextIndependentTraining(spool, words(spool, dictionary, phones), phones, settings)
              .run(progress);
      AcousticModelWriter.write(
          trained.model(),
          Files.createDirectories(folder.resolve(ACOUSTIC)),
          AcousticModelWriter.Form.EXACT);
      Segmentation.write(trained.paths(), folder.resolve(PATHS));
      List<ScratchFigures.LeftOut> leftOut = new ArrayList<>();
      for (int i = 0; i < trained.paths().length; i++) {
        if (trained.paths()[i] == null) {
          leftOut.add(
              new ScratchFigures.LeftOut(
                  spool.id(i),
                  trained.odd().contains(i)
                      ? "does not sound like its transcript"
                      : "is too short for its transcript"));
        }
      }
      Files.write(
          folder.resolve(FIGURES),
          Json.bytes(
              new PhoneFigures(trained.varianceFloors(), phones.size(), leftOut, trained.log())));
    }
  }

  /** What later stages need to know of the phones. */
  @SuppressWarnings("ArrayRecordComponent")
  private record PhoneFigures(
      double[] varianceFloors,
      int phones,
      List<ScratchFigures.LeftOut> leftOut,
      List<String> log) {}

  private PhoneFigures phoneFigures() throws IOException {
    return Json.read(path(ScratchStage.PHONES, FIGURES), PhoneFigures.class);
  }

  /** What the decision trees came to. */
  private record TreeFigures(int tiedStates, int contexts, int questions) {}

  private void tie(Path folder, Progress progress) throws IOException {
    AcousticModel phones = AcousticModelReader.read(path(ScratchStage.PHONES, ACOUSTIC));
    double[] floors = phoneFigures().varianceFloors();
    try (FeatureSpool spool = FeatureSpool.open(folder(ScratchStage.FEATURES).path(""))) {
      StateTying.Tied tied =
          new StateTying(
                  phones,
                  spool,
                  Segmentation.read(path(ScratchStage.PHONES, PATHS)),
                  floors,
                  settings.threads())
              .tie(
                  classes(phones),
                  settings.tiedStatesFor(spool.totalFrames()),
                  settings.fewestFramesOfState(),
                  settings.smallestGain(),
                  progress);
      AcousticModelWriter.write(
          tied.model(),
          Files.createDirectories(folder.resolve(ACOUSTIC)),
          AcousticModelWriter.Form.EXACT);
      int states =
          tied.model().phones().tiedStates() - Segmentation.STATES * phones.phones().size();
      Files.write(
          folder.resolve(FIGURES),
          Json.bytes(new TreeFigures(states, tied.contexts(), tied.questions())));
    }
  }

  private List<BitSet> classes(AcousticModel model) {
    List<BitSet> classes = new ArrayList<>();
    for (List<String> names : data.phoneClasses()) {
      BitSet members = new BitSet();
      for (String phone : names) {
        // A phone that was left out for being rare is in no class.
        if (model.phones().id(phone) >= 0) {
          members.set(model.phones().id(phone));
        }
      }
      if (!members.isEmpty()) {
        classes.add(members);
      }
    }
    return classes;
  }

  private void trainTriphones(Path folder, Progress progress) throws IOException {
    AcousticModel tied = AcousticModelReader.read(path(ScratchStage.TYING, ACOUSTIC));
    int states = Json.read(path(ScratchStage.TYING, FIGURES), TreeFigures.class).tiedStates();
    try (FeatureSpool spool = FeatureSpool.open(folder(ScratchStage.FEATURES).path(""))) {
      TriphoneTraining training =
          new TriphoneTraining(spool, phoneFigures().varianceFloors(), settings);
      AcousticModel model =
          training.run(
              tied,
              Segmentation.read(path(ScratchStage.PHONES, PATHS)),
              settings.gaussiansFor(spool.totalFrames(), states),
              progress);
      AcousticModelWriter.write(
          model, Files.createDirectories(folder.resolve(ACOUSTIC)), AcousticModelWriter.Form.EXACT);
      Files.write(folder.resolve(FIGURES), Json.bytes(new MixtureFigures(training.log())));
    }
  }

  /** Figures pass by pass. */
  private record MixtureFigures(List<String> log) {}

  private PackWriter pack() throws IOException {
    return new PackWriter(
        names,
        Locale.forLanguageTag(data.locale()),
        path(ScratchStage.TRIPHONES, ACOUSTIC),
        path(ScratchStage.PREPARE, Preparation.DICTIONARY),
        path(ScratchStage.LANGUAGE_MODEL, PackWriter.LANGUAGE_MODEL));
  }

  private ScratchFigures figures() throws IOException {
    PhoneFigures phones = phoneFigures();
    TreeFigures trees = Json.read(path(ScratchStage.TYING, FIGURES), TreeFigures.class);
    AcousticModel model = AcousticModelReader.read(path(ScratchStage.TRIPHONES, ACOUSTIC));
    List<ScratchFigures.LeftOut> leftOut = new ArrayList<>();
    for (Path file :
        List.of(
            path(ScratchStage.PREPARE, Preparation.LEFT_OUT),
            path(ScratchStage.FEATURES, Preparation.LEFT_OUT))) {
      for (String line : Files.readAllLines(file)) {
        int tab = line.indexOf('\t');
        leftOut.add(new ScratchFigures.LeftOut(line.substring(0, tab), line.substring(tab + 1)));
      }
    }
    leftOut.addAll(phones.leftOut());
    List<String> passes = new ArrayList<>(phones.log());
    passes.addAll(Json.read(path(ScratchStage.TRIPHONES, FIGURES), MixtureFigures.class).log());
    try (FeatureSpool spool = FeatureSpool.open(folder(ScratchStage.FEATURES).path(""))) {
      return new ScratchFigures(
          Math.round(spool.totalFrames() / 3600.0) / 100.0,
          spool.utterances() - phones.leftOut().size(),
          leftOut,
          phones.phones(),
          trees.contexts(),
          trees.questions(),
          trees.tiedStates(),
          model.densities(),
          passes,
          null,
          0);
    }
  }

  private void evaluate(Path folder, Progress progress) throws IOException {
    ScratchFigures measured =
        new PackEvaluation(data, speech, settings)
            .measure(
                pack().model(),
                Preparation.read(path(ScratchStage.PREPARE, Preparation.TEST)),
                figures(),
                progress);
    Files.write(folder.resolve(FIGURES), Json.bytes(measured));
  }
}
