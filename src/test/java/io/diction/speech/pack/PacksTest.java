package io.diction.speech.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.diction.speech.Folders;
import io.diction.speech.FormatException;
import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.SpeechModels;
import io.diction.speech.acoustic.AcousticFixtures;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.AcousticModelWriter;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacksTest {
  private static final Path DEBIAN = Path.of("/usr/share/pocketsphinx/model/en-us");

  @TempDir private Path folder;
  private Packs packs;

  @BeforeEach
  void open() {
    packs = new Packs(folder.resolve("packs"));
  }

  @Test
  void holdTheBuiltInPackOfWhichTheHashIsThatOfItsFiles() throws IOException {
    assertThat(packs.list()).extracting(LanguagePack::name).containsExactly("en-us");
    assertThat(BuiltIn.withChecksums().sha256()).isEqualTo(SpeechModel.ENGLISH_SHA256);

    packs.get("en-us").copyTo(folder.resolve("copy"));
    LanguagePack copy = LanguagePack.read(folder.resolve("copy"));

    assertThat(copy.sha256()).isEqualTo(SpeechModel.ENGLISH_SHA256);
    copy.requireIntact();
  }

  @Test
  void installsAFolderAndAnArchiveAlike() throws IOException {
    Path source = PackFixtures.described(folder, "tiny");
    Packs.Installation first = packs.install(source, PackOptions.NONE, Progress.NONE);
    Packs others = new Packs(folder.resolve("others"));
    Packs.Installation second =
        others.install(PackFixtures.zipped(source), PackOptions.NONE, Progress.NONE);

    assertThat(first.findings()).isEmpty();
    assertThat(second.pack().sha256()).isEqualTo(first.pack().sha256());
    assertThat(packs.list()).extracting(LanguagePack::name).containsExactly("en-us", "tiny");
    assertThat(packs.get("tiny").locale().getLanguage()).isEqualTo("eo");
    assertThat(Packs.verify(packs.get("tiny"), Progress.NONE)).isEmpty();
    assertThat(packs.findBySha256(first.pack().sha256())).isPresent();
    SpeechModel model = SpeechModels.open("tiny", packs).model();
    assertThat(model.sha256()).isEqualTo(first.pack().sha256());
    assertThat(TrialRecognition.recognize(model, "möma")).isEqualTo("möma");
  }

  @Test
  void infersWhatIsNotDescribedAndSaysSo() throws IOException {
    Path source = PackFixtures.undescribed(folder, "cmusphinx-de-DE-small");

    Packs.Installation done = packs.install(source, PackOptions.NONE, Progress.NONE);

    assertThat(done.pack().description().locale()).isEqualTo("de-DE");
    assertThat(done.pack().name()).isEqualTo("cmusphinx-de-de-small");
    assertThat(done.pack().description().date()).matches("20[0-9]{6}");
    assertThat(sentences(done.findings()))
        .contains("it holds no pack.json")
        .contains("locale de-DE")
        .contains("\"format\": \"diction-pack\"")
        .contains("its licence is not stated");
  }

  @Test
  void asksForTheLanguageThatItCannotInfer() throws IOException {
    Path source = PackFixtures.undescribed(folder, "mystery");

    assertThat(refusal(source)).contains("\"locale\" must name a language");
    assertThat(packs.install(source, new PackOptions("other", "eo"), Progress.NONE).pack().name())
        .isEqualTo("other");
  }

  @Test
  void saysAllThatIsMissing() throws IOException {
    Path source = Files.createDirectories(folder.resolve("de-empty"));
    assertThat(refusal(source))
        .contains("there is no acoustic model")
        .contains("there is no dictionary")
        .contains("there is no language model");

    Path two = PackFixtures.described(folder, "two");
    Files.delete(two.resolve("pack.json"));
    Files.writeString(two.resolve("other.lm.gz"), "");
    Files.delete(two.resolve("model/variances"));
    assertThat(refusal(two)).contains("several files that may be the language model");

    Path three = PackFixtures.described(folder, "three");
    Files.delete(three.resolve("model/variances"));
    Files.delete(three.resolve("words.lm"));
    assertThat(refusal(three)).contains("the file words.lm that pack.json names is missing");
    Files.writeString(three.resolve("words.lm"), PackFixtures.LANGUAGE_MODEL);
    assertThat(refusal(three)).contains("model/variances: missing");
  }

  @Test
  void saysWhichPartsDoNotBelongTogether() throws IOException {
    Path source = PackFixtures.described(folder, "wrong");
    Files.writeString(
        source.resolve("words.dic"),
        PackFixtures.DICTIONARY.replace("mama M A M A", "mama M aa M aa"));
    Packs.Installation done = packs.install(source, PackOptions.NONE, Progress.NONE);
    assertThat(sentences(done.findings()))
        .contains("1 of 4 words in the dictionary are spoken with phones that the acoustic model")
        .contains("aa (mama)")
        .contains(
            "1 of 4 words in the language model have no pronunciation in the dictionary: mama");

    Folders.delete(folder.resolve("packs/wrong"));
    Files.writeString(
        source.resolve("words.dic"),
        PackFixtures.DICTIONARY.replaceAll("([AMö]) ?(?=[AMö\\n ])", "x "));
    assertThat(refusal(source))
        .contains("None of its phones is known")
        .contains("the model has A, M, ö")
        .contains("the vocabulary is empty");

    Files.writeString(source.resolve("words.dic"), "mama M A M A\n");
    assertThat(refusal(source))
        .contains("3 of 4 words in the language model have no pronunciation")
        .contains("hardly belong together");

    Files.writeString(source.resolve("words.dic"), "");
    assertThat(refusal(source)).contains("the dictionary words.dic holds no word");

    Files.writeString(source.resolve("words.dic"), PackFixtures.DICTIONARY);
    Files.writeString(
        source.resolve("words.lm"),
        "\\data\\\nngram 1=2\n\n\\1-grams:\n-99\t<s>\n-0.1\t</s>\n\n\\end\\\n");
    assertThat(refusal(source)).contains("the vocabulary is empty");
  }

  @Test
  void refusesAnAcousticModelOfWhichTheFilesDisagree() throws IOException {
    Path source = PackFixtures.described(folder, "odd");
    AcousticModelWriter.write(
        AcousticFixtures.random(AcousticModel.Kind.PHONETICALLY_TIED, 1),
        Files.createDirectories(folder.resolve("tied")),
        AcousticModelWriter.Form.EXACT);
    Files.write(source.resolve("model/means"), Files.readAllBytes(folder.resolve("tied/means")));
    assertThat(refusal(source)).contains("model/variances: its shape is not that of means");

    Path slow = PackFixtures.described(folder, "slow");
    Files.writeString(
        slow.resolve("model/feat.params"),
        "-samprate 11025\n-lowerf 200\n-upperf 3500\n-nfilt 15\n-feat 1s_c_d_dd\n");
    assertThat(refusal(slow)).contains("trained on audio of 11025 Hz");
  }

  @Test
  void leaveNothingBehindWhenRefused() throws IOException {
    Path source = PackFixtures.described(folder, "broken");
    Files.writeString(source.resolve("words.lm"), "no language model");

    assertThat(refusal(source)).contains("words.lm, line 1");

    try (Stream<Path> left = Files.list(folder.resolve("packs"))) {
      assertThat(left).isEmpty();
    }
    assertThat(packs.list()).hasSize(1);
  }

  @Test
  void keepsWhatIsInstalledUnderAName() throws IOException {
    Path source = PackFixtures.described(folder, "tiny");
    LanguagePack first = packs.install(source, PackOptions.NONE, Progress.NONE).pack();
    assertThat(packs.install(source, PackOptions.NONE, Progress.NONE).pack().sha256())
        .isEqualTo(first.sha256());

    Files.writeString(source.resolve("words.dic"), PackFixtures.DICTIONARY + "am A M\n");
    assertThat(refusal(source)).contains("another pack named tiny is installed already");
    assertThat(packs.get("tiny").sha256()).isEqualTo(first.sha256());
    assertThat(refusal(source, new PackOptions("en-us", null)))
        .contains("another pack named en-us is built in");
  }

  @Test
  void noticesDamageAfterTheInstallation() throws IOException {
    LanguagePack pack =
        packs
            .install(PackFixtures.described(folder, "tiny"), PackOptions.NONE, Progress.NONE)
            .pack();
    Path means = folder.resolve("packs/tiny/model/means");
    byte[] bytes = Files.readAllBytes(means);
    bytes[bytes.length / 2] ^= 1;
    Files.write(means, bytes);

    assertThat(sentences(Packs.verify(pack, Progress.NONE))).contains("tiny/model/means: damaged");
    assertThatThrownBy(pack::speechModel).isInstanceOf(FormatException.class);

    Files.writeString(folder.resolve("packs/tiny/pack.json"), "{");
    assertThat(packs.list()).hasSize(1);
    assertThat(packs.damaged()).extracting(Packs.Damaged::name).containsExactly("tiny");
    assertThatThrownBy(() -> packs.get("tiny")).hasMessageContaining("damaged");
    assertThatThrownBy(() -> packs.get("none"))
        .hasMessageContaining("no such language pack; installed are en-us");
  }

  @Test
  void noticesEveryChangeOfAnyFile() throws IOException {
    packs.install(PackFixtures.described(folder, "tiny"), PackOptions.NONE, Progress.NONE);
    Path installed = folder.resolve("packs/tiny");
    List<Path> files = Folders.files(installed);
    assertThat(files).hasSizeGreaterThan(9);
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      byte[] changed = bytes.clone();
      changed[bytes.length - 1] ^= 2;
      Files.write(file, changed);
      assertThat(isSound()).as("%s changed", file).isFalse();
      Files.delete(file);
      assertThat(isSound()).as("%s removed", file).isFalse();
      Files.write(file, bytes);
      assertThat(isSound()).isTrue();
    }
    String description = Files.readString(installed.resolve("pack.json"));
    Files.writeString(installed.resolve("pack.json"), description.replace("CC0", "CC1"));
    assertThat(isSound()).as("licence changed").isFalse();
    Files.writeString(
        installed.resolve("pack.json"), description.replaceAll("(?m)^.*model/means.*\n", ""));
    assertThat(isSound()).as("checksum removed").isFalse();
    Files.writeString(installed.resolve("pack.json"), description);
    Files.writeString(installed.resolve("notes.txt"), "dear diary");
    assertThat(sentences(Packs.verify(packs.get("tiny"), Progress.NONE)))
        .isEqualTo("notes.txt is no part of the pack; nothing reads it");
    Files.writeString(installed.resolve("model/feature_transform"), "x");
    assertThat(isSound()).as("part added").isFalse();
  }

  private boolean isSound() throws IOException {
    try {
      return Packs.verify(packs.get("tiny"), Progress.NONE).stream()
          .noneMatch(PackFinding::isError);
    } catch (FormatException damaged) {
      return false;
    }
  }

  @Test
  void refusesADescriptionThatTakesAFileForTheAcousticModel() throws IOException {
    Path source = PackFixtures.described(folder, "tiny");
    Path description = source.resolve("pack.json");
    Files.writeString(
        description,
        Files.readString(description).replace("Model\" : \"model\"", "Model\" : \"words.dic\""));
    assertThat(refusal(source)).contains("the folder \"words.dic\"").contains("holds no mdef");
  }

  @Test
  void refusesHostileArchives() throws IOException {
    Path outside = folder.resolve("outside.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(outside))) {
      zip.putNextEntry(new ZipEntry("../../packs.txt"));
      zip.write(1);
    }
    assertThatThrownBy(() -> packs.install(outside, PackOptions.NONE, Progress.NONE))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("lead outside");

    Path bomb = folder.resolve("de-bomb.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry("mdef"));
      for (int i = 0; i < 300; i++) {
        zip.write(new byte[1 << 16]);
      }
    }
    assertThatThrownBy(() -> packs.install(bomb, PackOptions.NONE, Progress.NONE))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("would grow");

    Path text = Files.writeString(folder.resolve("de.zip"), "not an archive");
    assertThatThrownBy(() -> packs.install(text, PackOptions.NONE, Progress.NONE))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("no zip archive");
    assertThatThrownBy(
            () -> packs.install(folder.resolve("absent"), PackOptions.NONE, Progress.NONE))
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusesADescriptionThatLeadsOutside() throws IOException {
    Path source = PackFixtures.described(folder, "tiny");
    for (String path : List.of("../words.dic", "/etc/passwd", "a/../../b", "x\\y", "..")) {
      PackDescription.of("tiny", "eo", "20200101", "", "CC0", "model", path, "words.lm")
          .write(source);
      assertThat(refusal(source)).contains("\"dictionary\" must be a file of the pack");
    }
    Files.write(source.resolve("pack.json"), Json.bytes(List.of(1)));
    assertThatThrownBy(() -> packs.install(source, PackOptions.NONE, Progress.NONE))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("pack.json");
  }

  @Test
  void understandsTheBinaryFormsOfDebiansPackLikeTheTextForms() throws IOException {
    Assumptions.assumeTrue(Files.exists(DEBIAN), "skipped: pocketsphinx-en-us is not installed");
    String sentence = "the weather in the north is cold and dry";
    String expected =
        new Recognizer(SpeechModel.english()).recognize(SpeechFixtures.say(sentence)).text();

    LanguagePack pack =
        packs.install(DEBIAN, new PackOptions("debian", null), Progress.NONE).pack();

    assertThat(pack.description().locale()).isEqualTo("en-US");
    assertThat(new Recognizer(pack.speechModel()).recognize(SpeechFixtures.say(sentence)).text())
        .isEqualTo(expected);
  }

  private String refusal(Path source) {
    return refusal(source, PackOptions.NONE);
  }

  private String refusal(Path source, PackOptions options) {
    PackException refused =
        catchThrowableOfType(
            PackException.class, () -> packs.install(source, options, Progress.NONE));
    assertThat(refused).isNotNull();
    return sentences(refused.findings());
  }

  private static String sentences(List<PackFinding> findings) {
    return String.join("\n", findings.stream().map(PackFinding::sentence).toList());
  }
}
