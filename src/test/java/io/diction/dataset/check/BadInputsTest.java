package io.diction.dataset.check;

import static io.diction.dataset.check.BadInputs.RATE_HZ;
import static io.diction.dataset.check.BadInputs.bytes;
import static io.diction.dataset.check.BadInputs.changed;
import static io.diction.dataset.check.BadInputs.encoded;
import static io.diction.dataset.check.BadInputs.first;
import static io.diction.dataset.check.BadInputs.floats;
import static io.diction.dataset.check.BadInputs.joined;
import static io.diction.dataset.check.BadInputs.noise;
import static io.diction.dataset.check.BadInputs.riff;
import static io.diction.dataset.check.BadInputs.stereo;
import static io.diction.dataset.check.BadInputs.wav;
import static io.diction.dataset.check.BadInputs.zip;
import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.check.DataCheck.Outcome;
import io.diction.dataset.finding.FindingTexts;
import io.diction.dataset.finding.FindingTexts.Line;
import io.diction.speech.Progress;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.testing.EncodedAudio.Format;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What each of many bad files is answered with, in the words that its owner reads. */
class BadInputsTest {
  private static final long FOUR_GIGABYTES = 4L << 30;

  @TempDir static Path folder;
  private static AudioDecoder decoder;
  private static DataCheck check;
  private static FindingTexts texts;

  @BeforeAll
  static void start() throws Exception {
    decoder = new AudioDecoder(DecoderOptions.defaults().withProcesses(2));
    check = new DataCheck(decoder);
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    messages.setBasenames(bundles());
    texts = new FindingTexts(messages);
    LocaleContextHolder.setLocale(Locale.ENGLISH);
  }

  private static String[] bundles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/messages"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".properties") && !name.contains("_"))
          .map(name -> "messages/" + name.substring(0, name.indexOf('.')))
          .toArray(String[]::new);
    }
  }

  @AfterAll
  static void stop() {
    LocaleContextHolder.resetLocaleContext();
    decoder.close();
  }

  private interface Content {
    byte[] get() throws Exception;
  }

  /**
   * A bad input.
   *
   * @param severity of what is said: error, warning, or none when the file is taken as it is
   * @param said where and what, as the report words it; empty for none
   */
  private record Bad(String name, Content content, String severity, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Bad error(String name, Content content, String said) {
    return new Bad(name, content, "error", said);
  }

  private static Bad warning(String name, Content content, String said) {
    return new Bad(name, content, "warning", said);
  }

  private static Bad taken(String name, Content content) {
    return new Bad(name, content, "none", "");
  }

  static Stream<Bad> recordings() {
    return Stream.of(
        warning(
            "odd-data.wav",
            () -> riff(1, RATE_HZ, 16, new byte[32_001]),
            "The recording is nearly silent (-100.0 dB)."),
        error(
            "zero-bits.wav",
            () -> riff(1, RATE_HZ, 0, new byte[3_200]),
            "This is not audio that can be used: the wav header states samples of 0 bits; they must have 8 to 32."),
        error(
            "three-bits.wav",
            () -> riff(1, RATE_HZ, 3, new byte[3_200]),
            "This is not audio that can be used: the wav header states samples of 3 bits; they must have 8 to 32."),
        warning("nan.wav", () -> floats(Float.NaN), "The recording is nearly silent (-100.0 dB)."),
        taken("infinite.wav", () -> floats(Float.POSITIVE_INFINITY, 0.1f)),
        error(
            "adpcm-cut.wav",
            () -> riff(2, 1, RATE_HZ, 4, new byte[3], 256),
            "This is not audio that can be used: the file is damaged: the sound could not be decoded."),
        taken("padded-24-bit.wav", BadInputs::paddedTo24Bits),
        taken("album-picture.mp3", () -> BadInputs.withPicture(encoded(Format.MP3), 2_000_000)),
        warning(
            "one-frame.mp3",
            () -> encoded(Format.MP3, RATE_HZ, noise(0.07)),
            "The recording is only 0.1 s long."),
        error(
            "no-moov.m4a",
            () -> BadInputs.withoutMoov(encoded(Format.M4A)),
            "This is not audio that can be used: the file is not a recording in one of the formats wav, mp3, m4a, flac, ogg or aac, or it is damaged from its start."),
        error(
            "cut-before-moov.m4a",
            () -> first(encoded(Format.M4A), 0.6),
            "This is not audio that can be used: the file is not a recording in one of the formats wav, mp3, m4a, flac, ogg or aac, or it is damaged from its start."),
        taken("chained.ogg", () -> joined(encoded(Format.OGG), encoded(Format.OGG))),
        taken("wrong-md5.flac", () -> changed(encoded(Format.FLAC), 26, 1, 2, 3, 4)),
        warning(
            "mp3-inside.wav",
            () -> encoded(Format.MP3),
            "The file ends like another recording: it holds MP3 and was read as that."),
        warning(
            "wav-inside.mp3",
            () -> wav(2),
            "The file ends like another recording: it holds WAV and was read as that."),
        error(
            "aiff.aiff",
            () -> joined(bytes("FORM"), new byte[4], bytes("AIFFCOMM")),
            "This is a recording of the format AIFF, which is not read here."),
        error(
            "film.webm",
            () -> encoded(Format.MATROSKA),
            "This is a recording of the format Matroska or WebM, which is not read here."),
        error(
            "voice.amr",
            () -> joined(bytes("#!AMR\n"), new byte[300]),
            "This is a recording of the format AMR, which is not read here."),
        error(
            "too-fast.wav",
            () -> riff(1, 500_000, 16, new byte[100_000]),
            "This is not audio that can be used: the sample rate is 500000 Hz; it must be between 4000 and 384000 Hz, best 16000 Hz or more."),
        error(
            "nine-channels.wav",
            () -> riff(9, RATE_HZ, 16, new byte[18_000]),
            "This is not audio that can be used: the recording has 9 channels; it must have 1 to 8."),
        error(
            "slow.wav",
            () -> riff(1, 3_900, 16, new byte[15_600]),
            "This is not audio that can be used: the sample rate is 3900 Hz; it must be between 4000 and 384000 Hz, best 16000 Hz or more."),
        warning("blink.wav", () -> wav(0.05), "The recording is only 0.1 s long."),
        warning(
            "digital-silence.wav",
            () -> wav(new float[2 * RATE_HZ]),
            "The recording is nearly silent (-100.0 dB)."),
        warning(
            "square.wav",
            () -> wav(BadInputs.square()),
            "The recording is too loud: 100.0 % of its samples are cut off."),
        warning("left-only.wav", () -> stereo(0), "Only the left channel has sound."),
        warning(
            "opposite-phase.wav",
            () -> stereo(-1),
            "The two channels cancel each other out: mixed to one, nearly nothing remains."),
        warning(
            "two-days.wav",
            () -> riff(1, 1, 8_000, 8, new byte[800], 1_410_000_000),
            "The file’s header states another length than the file has; everything that is there was read."),
        error(
            "header-alone.wav",
            () -> first(wav(1), 0.001),
            "This is not audio that can be used: the format chunk is too short."),
        error(
            "flac-marker-alone.flac",
            () -> bytes("fLaC"),
            "This is not audio that can be used: this is text, not audio; rename it to .txt, .vtt or .srt if it is a transcript."),
        error(
            "jpeg.wav",
            () -> joined(new byte[] {-1, -40, -1, -32}, new byte[500]),
            "This is not audio that can be used: this is a picture, not audio."),
        error(
            "program.mp3",
            () -> joined(bytes("\u007fELF"), new byte[500]),
            "This is not audio that can be used: this is a program, not audio."),
        error(
            "page.mp3",
            () -> bytes("<!DOCTYPE html><p>Sign in to download</p>"),
            "This is not audio that can be used: this is text, not audio; rename it to .txt, .vtt or .srt if it is a transcript."));
  }

  static Stream<Bad> texts() {
    return Stream.of(
        warning(
            "subrip.vtt",
            () -> bytes("1\n00:00:01,000 --> 00:00:02,000\nhello\n"),
            "The file ends in .vtt but holds SubRip subtitles."),
        warning(
            "vtt.srt",
            () -> bytes("WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n"),
            "The file ends in .srt but holds WebVTT subtitles."),
        error(
            "page.txt",
            () -> bytes("<!DOCTYPE html>\n<html><p>Hello</p></html>\n"),
            "The file holds HTML, not sentences; nothing of it is used."),
        error(
            "rich.txt",
            () -> bytes("{\\rtf1\\ansi Hello there}"),
            "The file holds RTF, not sentences; nothing of it is used."),
        error(
            "word.txt",
            () -> zip("[Content_Types].xml", "<t/>", "word/document.xml", "<w/>"),
            "This is a document of the format Word, not plain text."),
        error(
            "word.docx",
            () -> zip("[Content_Types].xml", "<t/>", "word/document.xml", "<w/>"),
            "This is a document of the format Word, not plain text."),
        error(
            "sheet.xlsx",
            () -> zip("[Content_Types].xml", "<t/>", "xl/workbook.xml", "<x/>"),
            "This is a document of the format Excel, not plain text."),
        error(
            "paper.pdf",
            () -> bytes("%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n"),
            "This is a document of the format PDF, not plain text."),
        error(
            "paper.txt",
            () -> bytes("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n"),
            "This is a document of the format PDF, not plain text."),
        error(
            "utf32.txt",
            () -> bytes("\uFEFFgood morning\n", Charset.forName("UTF-32BE")),
            "The encoding is not known; save the file in UTF-8."),
        error(
            "utf16-odd.txt",
            () -> joined(bytes("\uFEFFgood day", StandardCharsets.UTF_16LE), new byte[1]),
            "Line 1, column 9: This line is not valid UTF-16LE; save the file in UTF-8."),
        error(
            "mixed.txt",
            () -> joined(bytes("caf\u00e9 one\n"), BadInputs.latin("caf\u00e9 two\n")),
            "Line 2, column 4: This line is not valid UTF-8; save the file in UTF-8."),
        error(
            "surrogate.txt",
            () -> new byte[] {'o', 'k', (byte) 0xED, (byte) 0xA0, (byte) 0x80},
            "Line 1, column 3: This line is not valid UTF-8; save the file in UTF-8."),
        taken("mark-inside.txt", () -> bytes("good\nmor\uFEFFning\n")),
        error(
            "nul.txt",
            () -> bytes("good\nmor\0ning\nall\n"),
            "Line 2, column 4: The line has the character U+0000, which no text may have."),
        error(
            "bell.txt",
            () -> bytes("good\nmor\u0007ning\n"),
            "Line 2, column 4: The line has the character U+0007, which no text may have."),
        taken("mac.txt", () -> bytes("good morning\rhow are you\r")),
        error(
            "endless.txt",
            () -> bytes("word ".repeat(30_000)),
            "Line 1: The line is longer than 100000 characters."),
        error("blank.txt", () -> bytes("\n\n \n\t\n"), "The file is empty."),
        taken("bidi.txt", () -> bytes("pay \u202Eeruces\u202C now\n")),
        taken("same.txt", () -> bytes("the same sentence again\n".repeat(5_000))),
        taken("stutter.txt", () -> bytes("word word word word word\n")),
        taken("address.txt", () -> bytes("see https://example.com/a?b=c for it\n")),
        error(
            "far.vtt",
            () -> bytes("WEBVTT\n\n99:59:59.000 --> 00:00:02.000\nhello\n"),
            "Line 3: The cue ends before it starts."),
        error(
            "sixty-one.vtt",
            () -> bytes("WEBVTT\n\n00:61.000 --> 00:62.000\nhello\n"),
            "Line 3: “00:61.000 --> 00:62.000” are not the times of a cue."),
        warning(
            "overlap.vtt",
            () ->
                bytes(
                    "WEBVTT\n\n00:01.000 --> 00:05.000\n<v Anna>one\n\n"
                        + "00:03.000 --> 00:06.000\n<v Ben>two\n"),
            "Line 6: The cue starts before the one before it ends."),
        error(
            "no-times.vtt",
            () -> bytes("WEBVTT\n\nhello there\n"),
            "Line 3: The cue has no line with its times."),
        error(
            "arrow.srt",
            () -> bytes("1\n00:00:01,000 -> 00:00:02,000\nhello\n"),
            "Line 1: This is no .srt file: a number and a line with --> were expected."),
        warning(
            "empty-cue.srt",
            () -> bytes("1\n00:00:01,000 --> 00:00:02,000\n\n"),
            "Line 2: The cue has no text."),
        error(
            "notes.md",
            () -> bytes("# My notes\n\nWe met at noon.\n"),
            "The markdown has no list, section or pronunciations of structured text; it is not used."));
  }

  private static final String LINE = "{\"audio_filepath\": \"a.wav\", \"text\": \"hello\"%s}\n";

  static Stream<Bad> containers() {
    return Stream.of(
        warning(
            "nested.zip",
            () -> zip("a.txt", "hello there\n", "inner.zip", zip("b.txt", "x")),
            "Archives within archives are not opened."),
        error(
            "deep.zip",
            () -> zip("d/".repeat(40) + "a.txt", "hello\n"),
            "The folders are nested deeper than 10."),
        error(
            "bomb.zip",
            () -> zip("zeros.txt", new byte[40 << 20]),
            "zeros.txt would grow 1028 times when unpacked."),
        error(
            "cut.zip",
            () -> first(zip("a.wav", wav(1), "a.txt", "hello\n"), 0.7),
            "This is no zip archive, or it was cut off."),
        error("empty.zip", () -> zip(), "There is neither a recording nor a text."),
        warning(
            "case.zip",
            () -> zip("A.wav", wav(1), "a.wav", wav(2), "a.txt", "hello\n"),
            "The recording has no transcript: it serves unsupervised adaptation only."),
        taken("device.zip", () -> zip("CON.wav", wav(1), "CON.txt", "hello\n")),
        warning(
            "long-name.zip",
            () -> zip("n".repeat(300) + ".txt", "hello\n"),
            "The transcript has no recording: its text teaches words and phrases only."),
        taken("emoji.zip", () -> zip("\uD83D\uDE00.wav", wav(1), "\uD83D\uDE00.txt", "hello\n")),
        error(
            "twice.zip",
            () -> zip("a.wav", wav(1), "trans.txt", "a.wav\thello\na.wav\tworld\n"),
            "Line 2: a.wav was already given on line 1."),
        error(
            "absent.zip",
            () -> zip("trans.txt", "a.wav\thello\nb.wav\tworld\n", "a.wav", wav(1)),
            "Line 2: The recording b.wav is not there."),
        error(
            "no-tab.zip",
            () -> zip("trans.txt", "a.wav hello\n", "a.wav", wav(1)),
            "Line 1: The line needs a file name, a tab and the text."),
        error(
            "backslash.zip",
            () -> zip("..\\evil.txt", "hello\n"),
            "The archive holds the name ..\\evil.txt, which would lead outside."),
        error(
            "nan.zip",
            () -> zip("a.wav", wav(1), "m.jsonl", LINE.formatted(", \"offset\": NaN")),
            "Line 1, column 59: The line is no JSON object: it cannot be parsed."),
        error(
            "negative.zip",
            () -> zip("a.wav", wav(1), "m.jsonl", LINE.formatted(", \"offset\": -5")),
            "Line 1: The field offset has a value that it must not have: -5."),
        error(
            "beyond.zip",
            () ->
                zip(
                    "a.wav",
                    wav(1),
                    "m.jsonl",
                    LINE.formatted(", \"offset\": 50, \"duration\": 2")),
            "A clip of a.wav starts at 50.0 s, but the recording ends at 1.0 s."),
        error(
            "keys-twice.zip",
            () -> zip("a.wav", wav(1), "m.jsonl", LINE.formatted(", \"text\": \"other\"")),
            "Line 1, column 46: The object names the field text twice."),
        error(
            "wide-line.zip",
            () ->
                zip(
                    "a.wav",
                    wav(1),
                    "m.jsonl",
                    LINE.formatted(", \"x\": \"" + "y".repeat(2 << 20) + "\"")),
            "m.jsonl would grow 997 times when unpacked."),
        error(
            "pipe.zip",
            () ->
                zip("wav.scp", "u1 sox a.wav -t wav - |\n", "text", "u1 hello\n", "a.wav", wav(1)),
            "Line 1: The field path has a value that it must not have: sox a.wav -t wav - |."),
        error(
            "cues-beyond.zip",
            () -> zip("a.wav", wav(1), "a.vtt", "WEBVTT\n\n00:30.000 --> 00:32.000\nhello there\n"),
            "A clip of a.wav starts at 30.0 s, but the recording ends at 1.0 s."),
        warning(
            "one-of-two.zip",
            () -> zip("a.wav", wav(1), "b.txt", "hello there\n"),
            "The transcript has no recording: its text teaches words and phrases only."),
        error(
            "broken-audio.zip",
            () -> zip("a.wav", first(wav(1), 0.001), "a.txt", "hello\n"),
            "This is not audio that can be used: the format chunk is too short."),
        error(
            "password.zip",
            () -> encrypted(zip("a.txt", "hello\n")),
            "a.txt is encrypted; make the archive without a password."));
  }

  /** Sets the mark of a password in both headers of the only entry. */
  private static byte[] encrypted(byte[] zip) {
    byte[] marked = changed(zip, 6, zip[6] | 1);
    for (int i = 0; i < marked.length - 4; i++) {
      if (marked[i] == 'P' && marked[i + 1] == 'K' && marked[i + 2] == 1 && marked[i + 3] == 2) {
        marked[i + 8] |= 1;
      }
    }
    return marked;
  }

  /** The number stands in the requirements. */
  @Test
  void hasAsManyAsThePortalIsSaidToAnswer() {
    assertThat(Stream.of(recordings(), texts(), containers(), zeros()).flatMap(bad -> bad))
        .hasSize(88);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"recordings", "texts", "containers"})
  void isAnsweredWith(Bad bad) throws Exception {
    Path file = Files.write(folder.resolve("content"), bad.content().get());
    Outcome outcome = check.check(file, bad.name(), Progress.NONE);
    List<String> said = new ArrayList<>();
    for (Line line : texts.of(outcome.findings())) {
      said.add((line.error() ? "error" : "warning") + ": " + at(line) + line.sentence());
      assertThat(line.remedy()).isNotBlank();
      assertThat(line.sentence()).doesNotContain(folder.toString(), "Exception");
    }
    if (bad.severity().equals("none")) {
      assertThat(said).noneMatch(line -> line.startsWith("error"));
      assertThat(outcome.files()).isPositive();
    } else {
      assertThat(said).contains(bad.severity() + ": " + bad.said());
    }
  }

  private static String at(Line line) {
    return line.place().isEmpty() ? "" : line.place() + " ";
  }

  static Stream<Bad> zeros() {
    return Stream.of(
        error(
            "zeros.wav",
            () -> new byte[12],
            "This is not audio that can be used: the file is not a recording in one of the formats wav, mp3, m4a, flac, ogg or aac, or it is damaged from its start."),
        error(
            "zeros.mp3",
            () -> new byte[12],
            "This is not audio that can be used: the file is not a recording in one of the formats wav, mp3, m4a, flac, ogg or aac, or it is damaged from its start."),
        error(
            "zeros.txt",
            () -> bytes("hello\n"),
            "The file has 4294967296 bytes, 209715200 are allowed."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("zeros")
  void looksAtNoMoreOfFourGigabytesOfZerosThanItNeeds(Bad bad) throws Exception {
    Path file = folder.resolve("zeros");
    Files.deleteIfExists(file);
    BadInputs.sparse(file, bad.content().get(), FOUR_GIGABYTES);
    Outcome outcome = check.check(file, bad.name(), Progress.NONE);
    assertThat(texts.of(outcome.findings())).extracting(Line::sentence).containsExactly(bad.said());
  }
}
