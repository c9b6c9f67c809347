package io.diction.speech.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticFixtures;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.AcousticModelReader;
import io.diction.speech.acoustic.AcousticModelWriter;
import io.diction.speech.adapt.AdaptFiles;
import io.diction.speech.adapt.ModelArchive;
import io.diction.speech.adapt.ModelFolder;
import io.diction.speech.adapt.TermLists;
import io.diction.speech.audio.WavTarget;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.speech.corpus.Transcripts;
import io.diction.speech.display.DisplayModel;
import io.diction.speech.display.DisplayRules;
import io.diction.speech.display.DisplayWriter;
import io.diction.speech.estimate.ModelStatistics;
import io.diction.speech.language.ArpaFormat;
import io.diction.speech.language.BackoffLanguageModel;
import io.diction.speech.language.BackoffModelFile;
import io.diction.speech.language.LanguageModel;
import io.diction.speech.language.LanguageModelFile;
import io.diction.speech.lexicon.Dictionary;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.speech.pack.LanguagePack;
import io.diction.speech.pack.PackException;
import io.diction.speech.pack.PackFixtures;
import io.diction.speech.pack.PackOptions;
import io.diction.speech.pack.Packs;
import io.diction.speech.scratch.ScratchFiles;
import io.diction.testing.SpeechFixtures;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gives damaged files to every reader. Each must refuse them with a typed exception that says which
 * file it is about, or read something whole, in little time and memory.
 */
class ReadersFuzzTest {
  private static final int ROUNDS = 100;
  private static final int SOAK_ROUNDS = 5_000;

  /** What an attempt may allocate: tables of fixed size, and so much for each byte of input. */
  private static final long FIXED_BYTES = 48L << 20;

  private static final long BYTES_PER_BYTE = 150;

  /** No attempt takes a tenth of this on a busy machine; longer is a hang. */
  private static final long SECONDS = 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path folder;

  /** Reads damaged bytes. */
  @FunctionalInterface
  private interface Target {
    void read(byte[] bytes) throws Exception;
  }

  private final Map<String, byte[]> originals = new LinkedHashMap<>();
  private final Map<String, Target> targets = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> refusesDamagedFilesOrReadsThemWhole() throws Exception {
    return tests(ROUNDS);
  }

  @TestFactory
  @Tag("soak")
  Stream<DynamicTest> refusesManyDamagedFilesOrReadsThemWhole() throws Exception {
    return tests(SOAK_ROUNDS);
  }

  private Stream<DynamicTest> tests(int rounds) throws Exception {
    acousticModels();
    languageModels();
    texts();
    archives();
    packs();
    trainings();
    return targets.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> fuzz(name, rounds)));
  }

  private void target(String name, byte[] original, Target target) {
    originals.put(name, original);
    targets.put(name, target);
  }

  private void fuzz(String name, int rounds) throws Exception {
    byte[] original = originals.get(name);
    AtomicLong seed = new AtomicLong();
    Thread[] worker = new Thread[1];
    CompletableFuture<Integer> done = new CompletableFuture<>();
    worker[0] =
        new Thread(
            () -> {
              try {
                int accepted = 0;
                for (; seed.get() < rounds; seed.incrementAndGet()) {
                  byte[] damaged = new Mutation(name.hashCode() * 31L + seed.get()).of(original);
                  accepted += attempt(name, seed.get(), damaged) ? 1 : 0;
                }
                done.complete(accepted);
              } catch (Throwable failure) {
                done.completeExceptionally(failure);
              }
            },
            "fuzz");
    worker[0].setDaemon(true);
    worker[0].start();
    long before = -1;
    while (!done.isDone()) {
      try {
        done.get(SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        assertThat(seed.get())
            .as("%s hangs with seed %d at %s", name, seed.get(), stack(worker[0]))
            .isNotEqualTo(before);
        before = seed.get();
      } catch (ExecutionException e) {
        throw new AssertionError(name + ", seed " + seed.get(), e.getCause());
      }
    }
    // A reader that refuses everything, the undamaged included, would prove nothing.
    assertThat(attempt(name, -1, original)).as("undamaged %s is read", name).isTrue();
  }

  private static String stack(Thread thread) {
    return Arrays.stream(thread.getStackTrace()).limit(8).toList().toString();
  }

  /** Whether it was read; a refusal must be typed and name the file. */
  private boolean attempt(String name, long seed, byte[] bytes) throws Exception {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    boolean accepted = false;
    try {
      targets.get(name).read(bytes);
      accepted = true;
    } catch (FormatException refused) {
      assertThat(refused.source()).as("%s, seed %d: %s", name, seed, refused).isNotBlank();
      assertThat(refused.reason()).as("%s, seed %d", name, seed).isNotBlank();
      assertThat(refused.getMessage().length()).as("%s, seed %d", name, seed).isLessThan(2_000);
    } catch (PackException refused) {
      assertThat(refused.findings()).as("%s, seed %d", name, seed).isNotEmpty();
    }
    long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
    assertThat(allocated)
        .as("bytes allocated for %d bytes of %s, seed %d", bytes.length, name, seed)
        .isLessThan(FIXED_BYTES + BYTES_PER_BYTE * bytes.length);
    return accepted;
  }

  private void acousticModels() throws IOException {
    for (AcousticModel.Kind kind : AcousticModel.Kind.values()) {
      for (AcousticModelWriter.Form form : AcousticModelWriter.Form.values()) {
        Path model = Files.createDirectories(folder.resolve(kind + "-" + form));
        AcousticModelWriter.write(AcousticFixtures.random(kind, 3), model, form);
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> entries = Files.list(model)) {
          for (Path file : entries.sorted().toList()) {
            files.put(file.getFileName().toString(), withoutChecksum(Files.readAllBytes(file)));
          }
        }
        files.remove("noisedict");
        boolean known = kind != AcousticModel.Kind.PHONETICALLY_TIED;
        for (String file : files.keySet()) {
          if (known && !file.equals("sendump") && !file.equals("means")) {
            continue;
          }
          target(
              kind + " " + form + " " + file,
              files.get(file),
              bytes -> check(AcousticModelReader.read(opener(files, file, bytes), "model")));
        }
      }
    }
  }

  private static AcousticModelReader.Files opener(
      Map<String, byte[]> files, String damaged, byte[] bytes) {
    return name -> {
      if (!files.containsKey(name)) {
        throw new FileNotFoundException(name);
      }
      return new ByteArrayInputStream(name.equals(damaged) ? bytes : files.get(name));
    };
  }

  /** Without its checksum nearly every damage reaches the reader behind it. */
  private static byte[] withoutChecksum(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    if (!text.startsWith("s3\n")) {
      return file;
    }
    byte[] bytes = text.replace("chksum0 yes", "chksum0 no ").getBytes(StandardCharsets.ISO_8859_1);
    return Arrays.copyOf(bytes, bytes.length - 4);
  }

  private static void check(AcousticModel model) {
    for (float variance : model.variances()) {
      assertThat(variance).isPositive();
    }
    for (float mean : model.means()) {
      assertThat(mean).isFinite();
    }
    for (float weight : model.weights()) {
      assertThat(weight).isBetween(0f, 1.0001f);
    }
    for (int codebook : model.codebookOfState()) {
      assertThat(codebook).isBetween(0, model.codebooks() - 1);
    }
  }

  private void languageModels() throws IOException {
    byte[] arpa = PackFixtures.LANGUAGE_MODEL.getBytes(StandardCharsets.UTF_8);
    target("tiny.arpa", arpa, bytes -> check(read("tiny.arpa", bytes)));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(arpa);
    }
    target("tiny.lm.gz", zipped.toByteArray(), bytes -> check(read("tiny.lm.gz", bytes)));
    try (InputStream in =
            ReadersFuzzTest.class.getResourceAsStream("/speech/tiny-trigram.lm.bin.gz");
        GZIPInputStream unzipped = new GZIPInputStream(in)) {
      target("tiny.lm.bin", unzipped.readAllBytes(), bytes -> check(read("tiny.lm.bin", bytes)));
    }
    BackoffLanguageModel model =
        ArpaFormat.read(
            new BufferedReader(new StringReader(PackFixtures.LANGUAGE_MODEL)), "tiny.arpa");
    Path file = folder.resolve("original.lm");
    BackoffModelFile.write(model, file);
    target(
        "domain.lm",
        Files.readAllBytes(file),
        bytes -> check(BackoffModelFile.read(file("domain.lm", summed(bytes)))));
    GraphemeToPhoneme.train(
            dictionary(PackFixtures.DICTIONARY.getBytes(StandardCharsets.UTF_8)), Progress.NONE)
        .write(file);
    target(
        "g2p",
        Files.readAllBytes(file),
        bytes -> GraphemeToPhoneme.read(file("g2p", summed(bytes))).guess("mama", 3));
  }

  private LanguageModel read(String name, byte[] bytes) throws IOException {
    return LanguageModelFile.read(file(name, bytes));
  }

  /** Half of the damaged files get a checksum that fits, so that what lies behind is read. */
  private static byte[] summed(byte[] bytes) {
    if (bytes.length < 8 || bytes[bytes.length / 2] % 2 == 0) {
      return bytes;
    }
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length - 4);
    ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) crc.getValue());
    return bytes;
  }

  private static void check(LanguageModel model) {
    long state = model.startState();
    int words = model.vocabulary().size();
    for (int word = 0; word < Math.min(words, 20); word++) {
      assertThat(model.logProb(state, word)).isNotNaN().isLessThan(1e4f);
      long next = model.nextState(state, word);
      assertThat(model.logProb(next, words - 1 - word)).isNotNaN();
      assertThat(model.vocabulary().id(model.vocabulary().word(word))).isEqualTo(word);
      model.successors(word, (successor, logProb) -> assertThat(successor).isBetween(0, words - 1));
    }
  }

  private static Dictionary dictionary(byte[] bytes) throws IOException {
    return Dictionary.read(new ByteArrayInputStream(bytes), "words.dic");
  }

  private void texts() {
    text(
        "words.dic",
        PackFixtures.DICTIONARY,
        bytes -> {
          Dictionary dictionary = dictionary(bytes);
          dictionary
              .words()
              .forEach(word -> assertThat(dictionary.pronunciations(word)).isNotEmpty());
        });
    String cues =
        "00:00:01.000 --> 00:00:02.500\nFirst words\n\n00:01:03.000 --> 01:00:04.100\n<b>More</b>\n";
    text("talk.vtt", "WEBVTT\n\n" + cues, bytes -> transcript("talk.vtt", bytes));
    text("talk.srt", "1\n" + cues.replace('.', ','), bytes -> transcript("talk.srt", bytes));
    text("talk.txt", "\uFEFFFirst line\nSecond line\n", bytes -> transcript("talk.txt", bytes));
    text(
        "terms.txt",
        "IEEE\ti triple e\t2.5\nkubectl\n",
        bytes -> TermLists.vocabulary(file("terms.txt", bytes), "terms.txt"));
    text(
        "forms.txt",
        "3CPO\tthree c p o\n",
        bytes -> TermLists.spokenForms(file("forms.txt", bytes), "forms.txt"));
    text(
        "set.jsonl",
        "{\"audio_filepath\": \"a.wav\", \"text\": \"one two\", \"duration\": 1.5, \"offset\": 0.2}\n",
        bytes -> corpus("set.jsonl", bytes));
    text("trans.txt", "a.wav\tone two\nb.wav\tthree\n", bytes -> corpus("trans.txt", bytes));
    text(
        "wav.scp",
        "one a.wav\ntwo b.wav\n",
        bytes -> {
          Files.writeString(folder.resolve("text"), "one one two\ntwo three\n");
          corpus("wav.scp", bytes);
        });
    String structured =
        """
        # list: terms
        - IEEE
        - kubectl/ C U B/
        @ speech:phoneticlexicon
        ## Phonetic lexicon
        - cat/ K AE T
        # rule
        Call {terms} and {@terms}
        - use [{term}](terms) now
        """;
    text("lists.md", structured, bytes -> corpus("lists.md", bytes));
    text(
        "spoken.md",
        structured,
        bytes -> TermLists.phoneticLexicon(file("spoken.md", bytes), "spoken.md"));
    text(
        "rules.txt",
        """
        \uFEFF#itn
        \\d-\\d-\\d
        {PROJ-\\d\\d}
        #rewrite
        eye triple e\tIEEE
        #profanity
        darn
        #test
        one two three\t1-2-3
        """,
        bytes -> {
          DisplayRules rules =
              DisplayRules.parse(new String(bytes, StandardCharsets.UTF_8).lines().toList());
          assertThat(rules.problems()).allMatch(problem -> problem.line() > 0);
          DisplayWriter writer =
              DisplayWriter.of(Locale.ENGLISH, word -> true, DisplayModel.NONE, rules);
          rules.run(writer, Progress.NONE);
          writer.writeWithoutPunctuation("eye triple e one two three darn ".repeat(20));
        });
    text(
        "phrases.tsv",
        "Phrase\tSoundsLike\tIPA\tDisplayAs\nA.B.\ta-b\t\tAB\n",
        bytes -> corpus("phrases.tsv", bytes));
  }

  private void text(String name, String text, Target target) {
    target(name, text.getBytes(StandardCharsets.UTF_8), target);
  }

  private void transcript(String name, byte[] bytes) throws IOException {
    Transcripts.read(
        file(name, bytes),
        name,
        CorpusLimits.DEFAULT,
        piece -> assertThat(piece.text()).isNotBlank());
  }

  private void corpus(String name, byte[] bytes) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.write(data.resolve("a.wav"), new byte[100]);
    Path file = Files.write(data.resolve(name), bytes);
    try (TrainingCorpus corpus = TrainingCorpus.open(data, CorpusLimits.DEFAULT)) {
      assertThat(corpus.findings()).allMatch(finding -> !finding.describe().isBlank());
    } finally {
      Files.delete(file);
    }
  }

  private void archives() throws IOException {
    Path wav = SpeechFixtures.wav(folder.resolve("a.wav"), "one");
    byte[] recording = Arrays.copyOf(Files.readAllBytes(wav), 400);
    target("a.wav", recording, bytes -> WavTarget.read(file("a.wav", bytes)));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
      for (String name : new String[] {"trans.txt", "data/a.wav", "data/b.txt"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write("data/a.wav\tone two\n".getBytes(StandardCharsets.UTF_8));
      }
    }
    target(
        "data.zip",
        zipped.toByteArray(),
        bytes -> {
          try (TrainingCorpus corpus =
              TrainingCorpus.open(file("data.zip", bytes), CorpusLimits.DEFAULT)) {
            assertThat(corpus.findings()).allMatch(finding -> !finding.describe().isBlank());
          }
        });
    target(
        "model.zip",
        zipped.toByteArray(),
        bytes -> {
          Path target = Files.createTempDirectory(folder, "unpacked");
          ModelArchive.unpack(file("model.zip", bytes), target);
        });
  }

  private void packs() throws Exception {
    Path pack = PackFixtures.described(folder, "tiny");
    byte[] description = Files.readAllBytes(pack.resolve("pack.json"));
    target(
        "pack.json",
        description,
        bytes -> {
          Files.write(pack.resolve("pack.json"), bytes);
          Path packs = Files.createTempDirectory(folder, "packs");
          try {
            new Packs(packs).install(pack, PackOptions.NONE, Progress.NONE);
          } finally {
            Files.write(pack.resolve("pack.json"), description);
            try (Stream<Path> left = Files.list(packs)) {
              assertThat(left).allMatch(each -> Files.exists(each.resolve("pack.json")));
            }
          }
        });
    byte[] archive = Files.readAllBytes(PackFixtures.zipped(pack));
    target(
        "tiny.zip",
        archive,
        bytes -> {
          Path packs = Files.createTempDirectory(folder, "packs");
          LanguagePack installed =
              new Packs(packs)
                  .install(file("tiny.zip", bytes), PackOptions.NONE, Progress.NONE)
                  .pack();
          assertThat(installed.name()).isNotBlank();
        });
    target(
        "manifest.json",
        """
        {"format": "diction-model", "formatVersion": 1, "minimumEngine": "0.1.0", "name": "m",
         "locale": "eo", "base": {"id": "tiny", "sha256": "00"}, "settings": {"domainWeight": 0.5},
         "seed": 1, "files": {}, "licences": [{"part": "a", "licence": "b"}]}
        """
            .getBytes(StandardCharsets.UTF_8),
        bytes -> {
          Path model = Files.createDirectories(folder.resolve("model"));
          Files.write(model.resolve("manifest.json"), bytes);
          assertThat(ModelFolder.read(model).sha256()).hasSize(64);
        });
  }

  private void trainings() throws IOException {
    Packs packs = new Packs(folder.resolve("packs-of-trainings"));
    LanguagePack pack =
        packs
            .install(PackFixtures.described(folder, "base"), PackOptions.NONE, Progress.NONE)
            .pack();
    Path installed = folder.resolve("packs-of-trainings/base/pack.json");
    target(
        "installed pack.json",
        Files.readAllBytes(installed),
        bytes -> {
          Files.write(installed, bytes);
          LanguagePack.read(installed.getParent()).speechModel();
        });
    SpeechModel base = pack.speechModel();
    List<String> words = List.of("amöm", "möma", "öamö", "mama");
    List<FuzzFile> files =
        new ArrayList<>(
            AdaptFiles.all(base, words, Files.createDirectory(folder.resolve("adapt"))));
    files.addAll(ScratchFiles.all(Files.createDirectory(folder.resolve("scratch"))));
    Path statistics = folder.resolve("statistics");
    ModelStatistics sums = new ModelStatistics(base.acousticModel());
    sums.addTransition(1, 2.5);
    sums.write(statistics);
    files.add(
        new FuzzFile(
            "statistics",
            Files.readAllBytes(statistics),
            file ->
                assertThat(ModelStatistics.read(file, base.acousticModel()).transition(1))
                    .isFinite()));
    for (FuzzFile each : files) {
      target(
          each.name() + " of a training",
          each.original(),
          bytes ->
              each.reader()
                  .read(file(each.name(), isBinary(each.original()) ? summed(bytes) : bytes)));
    }
  }

  private static boolean isBinary(byte[] bytes) {
    return bytes.length > 4 && new String(bytes, 0, 4, StandardCharsets.US_ASCII).equals("DICT");
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }
}
