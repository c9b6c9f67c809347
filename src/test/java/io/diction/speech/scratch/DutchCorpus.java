package io.diction.speech.scratch;

import io.diction.speech.adapt.CorpusSpeech;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.speech.lexicon.Dictionary;
import io.diction.speech.lexicon.Pronunciation;
import io.diction.testing.Espeak;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Dutch as several synthetic voices speak it: a folder to train on, folders to test on. */
public final class DutchCorpus implements AutoCloseable {
  public static final List<String> TRAINING_VOICES =
      List.of("m1", "m3", "f2", "m7", "f4", "m2", "f1");

  /** Never trained on. */
  public static final List<String> OTHER_VOICES = List.of("m4", "f3");

  private final Espeak espeak = Espeak.require("nl");
  private final Path folder;
  private final AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults().withProcesses(1));
  private final List<TrainingCorpus> open = new ArrayList<>();
  private final List<CorpusSpeech.Part> parts = new ArrayList<>();

  public DutchCorpus(Path folder) {
    this.folder = folder;
  }

  /** Speaks sentences, each in one of the voices, at varied speed and pitch. */
  public Path speak(String name, List<String> sentences, List<String> voices, long seed)
      throws IOException {
    Path target = Files.createDirectories(folder.resolve(name));
    Random random = new Random(seed);
    for (int i = 0; i < sentences.size(); i++) {
      String variant = voices.get(i % voices.size());
      Espeak.Voice voice =
          new Espeak.Voice(variant, 130 + random.nextInt(60), 35 + random.nextInt(30));
      String file = String.format(Locale.ROOT, "%s-%05d-%s", name, i, variant);
      espeak.speak(sentences.get(i), voice, target.resolve(file + ".wav"));
      Files.writeString(target.resolve(file + ".txt"), sentences.get(i) + "\n");
    }
    return target;
  }

  /** Makes a folder part of the data. */
  void add(Path corpus, Use use) throws IOException {
    TrainingCorpus opened = TrainingCorpus.open(corpus, CorpusLimits.DEFAULT);
    open.add(opened);
    parts.add(new CorpusSpeech.Part(String.valueOf(parts.size() + 1), opened, use));
  }

  CorpusSpeech speech() {
    return new CorpusSpeech(parts, decoder);
  }

  /** How espeak-ng pronounces words, as a dictionary. */
  public Path writeDictionary(List<String> words) throws IOException {
    Path file = folder.resolve("nl.dict");
    StringBuilder text = new StringBuilder();
    Map<String, Pronunciation> spoken = espeak.pronunciations(words);
    spoken.forEach((word, phones) -> text.append(word).append(' ').append(phones).append('\n'));
    Files.writeString(file, text);
    return file;
  }

  Dictionary dictionary(List<String> words) throws IOException {
    byte[] text = Files.readString(writeDictionary(words)).getBytes(StandardCharsets.UTF_8);
    return Dictionary.read(new ByteArrayInputStream(text), "nl.dict");
  }

  @Override
  public void close() throws IOException {
    for (TrainingCorpus each : open) {
      each.close();
    }
    decoder.close();
  }
}
