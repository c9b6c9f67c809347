package io.diction.cli;

import io.diction.speech.FormatException;
import io.diction.speech.Hypothesis;
import io.diction.speech.PhoneTiming;
import io.diction.speech.SpeechModel;
import io.diction.speech.SpeechModels;
import io.diction.speech.WordTiming;
import io.diction.speech.align.LongAligner;
import io.diction.speech.align.LongAlignment;
import io.diction.speech.align.WrittenWords;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioSource;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.corpus.CorpusFinding;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.Transcripts;
import io.diction.speech.lexicon.LayeredLexicon;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronouncer;
import io.diction.speech.lexicon.Pronunciation;
import io.diction.speech.text.TextNormalizer;
import io.diction.speech.transcript.Transcript;
import io.diction.speech.transcript.TranscriptFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds where the words of a transcript are said in a recording. */
@Command(
    name = "align",
    description = {
      "Finds where the words of a transcript are said in a recording of any length.",
      "Exit codes: 0 everything has its place, 3 some words or some speech have none (told on"
          + " standard error), 1 nothing could be done."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 2)
final class AlignCommand implements Callable<Integer> {
  private static final int IN_PART = 3;

  @Spec private CommandSpec spec;
  @Mixin private PacksOption packs;

  @Option(names = "--audio", paramLabel = "FILE", required = true, description = "The recording.")
  private Path audio;

  @Option(
      names = "--text",
      paramLabel = "FILE",
      required = true,
      description = "What is said in it: .txt, .vtt or .srt.")
  private Path text;

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR|ZIP",
      defaultValue = "en-us",
      description =
          "A language pack by name, or the folder or .zip of a custom model (default: en-us).")
  private String model;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "json",
      converter = TranscribeCommand.FormatConverter.class,
      description = "json, vtt, srt, ctm or textgrid (default: json).")
  private TranscriptFormat format;

  @Option(
      names = "--phones",
      description = "Writes phones in place of words; json and textgrid always have both.")
  private boolean phones;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Writes there instead of to standard output.")
  private @Nullable Path output;

  @Override
  public Integer call() {
    ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), true);
    try {
      return align(SpeechModels.open(model, packs.packs()), progress);
    } catch (FormatException e) {
      progress.message(e.getMessage());
    } catch (IOException e) {
      progress.message(Reasons.of(e));
    }
    return 1;
  }

  private int align(SpeechModels.Opened opened, ConsoleProgress progress) throws IOException {
    SpeechModel speech = opened.model();
    Lexicon lexicon = speech.lexicon();
    TextNormalizer normalizer =
        TextNormalizer.of(
            speech.locale().toLanguageTag(), word -> !lexicon.pronunciations(word).isEmpty());
    WrittenWords words = new WrittenWords(normalizer);
    if (!readText(words, progress)) {
      return 1;
    }
    Lexicon complete = new LayeredLexicon(lexicon, missing(words.spoken(), opened, normalizer));
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      LongAlignment alignment =
          new LongAligner(speech, complete)
              .align(() -> decoder.open(audio), words.spoken(), seconds(decoder), progress);
      write(speech, words, alignment);
      return tell(words, alignment, progress);
    }
  }

  private boolean readText(WrittenWords words, ConsoleProgress progress) throws IOException {
    boolean fine = true;
    List<CorpusFinding> findings =
        Transcripts.read(
            text,
            String.valueOf(text.getFileName()),
            CorpusLimits.DEFAULT,
            piece -> words.add(piece.line(), piece.text()));
    for (CorpusFinding finding : findings) {
      progress.message((finding.isError() ? "error: " : "warning: ") + finding.describe());
      fine &= !finding.isError();
    }
    if (words.spoken().isEmpty()) {
      progress.message(text + ": no words to align");
      return false;
    }
    return fine;
  }

  private static Map<String, List<Pronunciation>> missing(
      List<String> words, SpeechModels.Opened opened, TextNormalizer normalizer) {
    Lexicon lexicon = opened.model().lexicon();
    Pronouncer pronouncer =
        new Pronouncer(lexicon, normalizer, () -> Caches.guesses(opened.base()));
    Map<String, List<Pronunciation>> missing = new HashMap<>();
    for (String word : words) {
      if (lexicon.pronunciations(word).isEmpty() && !missing.containsKey(word)) {
        missing.put(word, pronouncer.pronounce(word));
      }
    }
    return missing;
  }

  private double seconds(AudioDecoder decoder) throws IOException {
    try (AudioSource source = decoder.open(audio)) {
      double declared = source.properties().durationSeconds();
      return Double.isNaN(declared) ? 0 : declared;
    }
  }

  private void write(SpeechModel speech, WrittenWords words, LongAlignment alignment)
      throws IOException {
    List<PhoneTiming> all =
        alignment.words().stream().flatMap(word -> word.phones().stream()).toList();
    boolean both = format == TranscriptFormat.JSON || format == TranscriptFormat.TEXTGRID;
    List<WordTiming> timings =
        phones && !both ? WrittenWords.phones(alignment) : words.timings(alignment);
    String name = String.valueOf(audio.getFileName());
    int dot = name.lastIndexOf('.');
    Transcript.Unplaced unplaced =
        new Transcript.Unplaced(
            alignment.unplacedText().stream().map(words::unplaced).toList(),
            alignment.unplacedAudio().stream()
                .map(range -> new Transcript.Unplaced.Stretch(range.from(), range.to()))
                .toList());
    Transcript transcript =
        new Transcript(
                dot > 0 ? name.substring(0, dot) : name,
                speech.name(),
                speech.sha256(),
                alignment.seconds(),
                new Hypothesis(timings, 0),
                all)
            .withUnplaced(unplaced);
    String written = format.write(transcript);
    if (output == null) {
      spec.commandLine().getOut().print(written);
      spec.commandLine().getOut().flush();
    } else {
      Files.writeString(output, written);
    }
  }

  private static int tell(WrittenWords words, LongAlignment alignment, ConsoleProgress progress) {
    String narrow = Reasons.ofBandwidth(alignment.narrowBandwidthHz());
    if (narrow != null) {
      progress.message(narrow);
    }
    for (LongAlignment.WordRange range : alignment.unplacedText()) {
      progress.message(words.describe(range));
    }
    for (LongAlignment.TimeRange range : alignment.unplacedAudio()) {
      progress.message(
          String.format(
              Locale.ROOT, "%.2f s to %.2f s: not in the text", range.from(), range.to()));
    }
    progress.message(
        String.format(
            Locale.ROOT,
            "%d of %d words placed in %.1f s",
            alignment.words().size(),
            words.spoken().size(),
            alignment.seconds()));
    if (alignment.words().isEmpty()) {
      return 1;
    }
    return alignment.unplacedText().isEmpty() && alignment.unplacedAudio().isEmpty() ? 0 : IN_PART;
  }
}
