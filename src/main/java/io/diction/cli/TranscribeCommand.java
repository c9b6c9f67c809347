package io.diction.cli;

import io.diction.speech.FormatException;
import io.diction.speech.Hypothesis;
import io.diction.speech.Progress;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.SpeechModels;
import io.diction.speech.WordTiming;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioSource;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.display.DisplayWriter;
import io.diction.speech.transcript.Transcript;
import io.diction.speech.transcript.Transcript.Phrase;
import io.diction.speech.transcript.TranscriptFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Recognises recordings, several at a time, and writes them in the order given. */
@Command(
    name = "transcribe",
    description = "Writes down what is said in recordings.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 2)
final class TranscribeCommand implements Callable<Integer> {
  /** Extensions looked for in folders; a file named by itself may have any. */
  private static final Set<String> AUDIO =
      Set.of("wav", "w64", "flac", "mp3", "m4a", "mp4", "mov", "ogg", "aac");

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR|ZIP",
      defaultValue = SpeechModel.ENGLISH,
      description =
          "A language pack by name, or the folder or .zip of a custom model (default: en-us).")
  private String model;

  @Mixin private PacksOption packs;

  @Mixin private VoiceOption voice;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "txt",
      converter = FormatConverter.class,
      description = "txt, tsv, json (an object a line), vtt, srt, ctm or textgrid (default: txt).")
  private TranscriptFormat format;

  @Mixin private DisplayOptions display;

  @Mixin private AlternativesOption others;

  @Mixin private ThreadsOption threads;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Writes one file for each recording there instead of to standard output.")
  private @Nullable Path output;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "Recordings, or folders of them.")
  private List<Path> inputs;

  private int done;

  /** Null where only the words are wanted. */
  private @Nullable DisplayWriter shown;

  @Override
  public Integer call() throws InterruptedException {
    int workers = threads.workers(spec.commandLine());
    boolean complete = true;
    List<Path> recordings = new ArrayList<>();
    for (Path input : inputs) {
      complete &= collect(input, recordings);
    }
    if (subtitlesInOneStream(recordings.size())) {
      throw new ParameterException(
          spec.commandLine(),
          "subtitles of %d recordings cannot share one output; name a folder with --output"
              .formatted(recordings.size()));
    }
    if (output != null || others.areLatticesWanted()) {
      refuseEqualIds(recordings);
    }
    if (recordings.isEmpty()) {
      message("no recordings found");
      return 1;
    }
    try {
      if (output != null) {
        Files.createDirectories(output);
      }
      others.check(format, spec.commandLine());
      // Before the model is loaded, which takes longest.
      if (recordings.removeIf(this::isUnreadable)) {
        complete = false;
      }
      if (recordings.isEmpty()) {
        return 1;
      }
      SpeechModel speech = voice.apply(SpeechModels.open(model, packs.packs()).model());
      shown = display.writer(speech, format, this::message);
      return transcribe(speech, recordings, workers) && complete ? 0 : 1;
    } catch (FormatException e) {
      message(e.getMessage());
    } catch (IOException e) {
      message(Reasons.of(e));
    }
    return 1;
  }

  private boolean subtitlesInOneStream(int recordings) {
    return recordings > 1
        && output == null
        && (format == TranscriptFormat.VTT || format == TranscriptFormat.SRT);
  }

  /** Each would write over what another wrote. */
  private void refuseEqualIds(List<Path> recordings) {
    Map<String, Path> seen = new HashMap<>();
    for (Path recording : recordings) {
      Path other = seen.putIfAbsent(id(recording), recording);
      if (other != null) {
        throw new ParameterException(
            spec.commandLine(),
            "%s and %s would write to the same files; name one of them otherwise"
                .formatted(other, recording));
      }
    }
  }

  private boolean collect(Path input, List<Path> recordings) {
    if (!Files.isDirectory(input)) {
      recordings.add(input);
      return true;
    }
    try (Stream<Path> entries = Files.list(input)) {
      entries
          .filter(file -> AUDIO.contains(extension(file)) && Files.isRegularFile(file))
          .sorted()
          .forEach(recordings::add);
      return true;
    } catch (IOException e) {
      message(Reasons.of(input, e));
      return false;
    }
  }

  /** Says so, too. */
  private boolean isUnreadable(Path recording) {
    try {
      AudioDecoder.refuseOthers(recording, recording.getFileName().toString());
      return false;
    } catch (FormatException e) {
      message(e.getMessage());
    } catch (IOException e) {
      message(Reasons.of(recording, e));
    }
    return true;
  }

  private boolean transcribe(SpeechModel speech, List<Path> recordings, int workers)
      throws InterruptedException {
    boolean complete = true;
    int used = Math.min(workers, recordings.size());
    HeapKeeper heap = new HeapKeeper();
    ExecutorService pool = Executors.newFixedThreadPool(used);
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults().withProcesses(used))) {
      ThreadLocal<Recognizer> recognizers = ThreadLocal.withInitial(() -> new Recognizer(speech));
      List<Future<Transcript>> results = new ArrayList<>();
      for (Path recording : recordings) {
        results.add(
            pool.submit(() -> transcribe(speech, recognizers.get(), decoder, recording, heap)));
      }
      for (int i = 0; i < results.size(); i++) {
        complete &= write(results.get(i), recordings.get(i), recordings.size());
        results.set(i, null);
      }
    } finally {
      pool.shutdownNow();
    }
    return complete;
  }

  private Transcript transcribe(
      SpeechModel speech,
      Recognizer recognizer,
      AudioDecoder decoder,
      Path recording,
      Progress progress)
      throws IOException {
    try (AudioSource source = decoder.open(recording)) {
      double declared = source.properties().durationSeconds();
      double expected = Double.isNaN(declared) ? 0 : declared;
      List<Phrase> phrases = new ArrayList<>();
      Hypothesis hypothesis =
          others.isWanted()
              ? withOthers(recognizer, source, expected, id(recording), phrases, progress)
              : recognizer.recognize(source, expected, progress);
      String narrow = Reasons.ofBandwidth(recognizer.narrowBandwidthHz());
      if (narrow != null) {
        message(recording + ": " + narrow);
      }
      return new Transcript(
              id(recording), speech.name(), speech.sha256(), source.secondsRead(), hypothesis)
          .withDisplay(shown == null ? null : shown.write(hypothesis.words()))
          .withPhrases(phrases);
    }
  }

  private Hypothesis withOthers(
      Recognizer recognizer,
      AudioSource source,
      double expected,
      String id,
      List<Phrase> phrases,
      Progress progress)
      throws IOException {
    List<WordTiming> words = new ArrayList<>();
    double[] logProb = {0};
    int[] number = {0};
    try {
      recognizer.phrases(
          source,
          others.count(),
          expected,
          progress,
          phrase -> {
            words.addAll(phrase.best().words());
            logProb[0] += phrase.best().logProb();
            if (others.isListed() && !phrase.alternatives().isEmpty()) {
              phrases.add(others.listed(phrase, shown));
            }
            try {
              others.writeLattice(phrase, id, ++number[0]);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Hypothesis(words, logProb[0]);
  }

  private boolean write(Future<Transcript> result, Path recording, int total)
      throws InterruptedException {
    done++;
    try {
      Transcript transcript = result.get();
      String text = format.write(transcript);
      if (output == null) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
      } else {
        Files.writeString(output.resolve(transcript.id() + "." + format.extension()), text);
      }
      message(
          String.format(
              Locale.ROOT,
              "%d/%d %s %.1f s",
              done,
              total,
              recording,
              transcript.durationSeconds()));
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FormatException fault) {
        message(fault.getMessage());
      } else if (e.getCause() instanceof IOException fault) {
        message(Reasons.of(recording, fault));
      } else {
        throw new IllegalStateException(recording + " cannot be recognised", e.getCause());
      }
    } catch (IOException e) {
      message(Reasons.of(output == null ? recording : output, e));
    }
    return false;
  }

  private void message(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(text);
    err.flush();
  }

  private static String id(Path recording) {
    String name = String.valueOf(recording.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  static final class FormatConverter implements ITypeConverter<TranscriptFormat> {
    @Override
    public TranscriptFormat convert(String value) {
      return TranscriptFormat.find(value)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is none of txt, tsv, json, vtt, srt, ctm, textgrid".formatted(value)));
    }
  }
}
