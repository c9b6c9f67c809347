package io.diction.transcription.alignment;

import io.diction.dataset.word.Guesses;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobFailure;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.align.LongAligner;
import io.diction.speech.align.LongAlignment;
import io.diction.speech.align.WrittenWords;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioSource;
import io.diction.speech.corpus.Transcripts;
import io.diction.speech.lexicon.LayeredLexicon;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronouncer;
import io.diction.speech.lexicon.Pronunciation;
import io.diction.speech.text.TextNormalizer;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Finds where the words of a transcript are said. Words that a model lacks are guessed. */
@Component
public class ForceAligner {
  /** Guessing takes milliseconds each; a text of more unknown words is not of this language. */
  private static final int MOST_GUESSED = 20_000;

  private final AudioDecoder decoder;
  private final Blobs blobs;
  private final Guesses guesses;

  ForceAligner(AudioDecoder decoder, Blobs blobs, Guesses guesses) {
    this.decoder = decoder;
    this.blobs = blobs;
    this.guesses = guesses;
  }

  /**
   * What a session brings, as stored for its organization.
   *
   * @param audioName tells the recording's format, as its owner calls it
   */
  public record Pair(String audioSha256, String audioName, GivenText text) {}

  /**
   * Aligns a recording with its transcript.
   *
   * @throws FormatException when the recording cannot be decoded
   */
  public AlignedText align(JobContext context, SpeechModel model, Pair pair) throws IOException {
    Lexicon lexicon = model.lexicon();
    TextNormalizer normalizer =
        TextNormalizer.of(
            model.locale().toLanguageTag(), word -> !lexicon.pronunciations(word).isEmpty());
    WrittenWords words = new WrittenWords(normalizer);
    Path text = blobs.file(context.organization(), pair.text().sha256());
    Transcripts.read(
        text,
        pair.text().name(),
        GivenTexts.LIMITS,
        piece -> words.add(piece.line(), piece.text()));
    if (words.spoken().isEmpty()) {
      throw new JobFailure(
          ErrorCode.INVALID_TRANSCRIPT_FORMAT.code(), pair.text().name() + ": no words to align");
    }
    Progress guessing = context.progress("pronounce", 0, 0.1);
    Lexicon complete =
        new LayeredLexicon(lexicon, guessed(words.spoken(), model, normalizer, guessing));
    Path audio = blobs.file(context.organization(), pair.audioSha256());
    LongAlignment alignment =
        new LongAligner(model, complete)
            .align(
                () -> decoder.open(audio, pair.audioName()),
                words.spoken(),
                seconds(audio, pair.audioName()),
                context.progress("align", 0.1, 1));
    return new AlignedText(
        alignment.words().stream().map(LongAlignment.PlacedWord::timing).toList(),
        words.timings(alignment),
        gaps(words, alignment),
        alignment.seconds());
  }

  private Map<String, List<Pronunciation>> guessed(
      List<String> words, SpeechModel model, TextNormalizer normalizer, Progress progress) {
    Lexicon lexicon = model.lexicon();
    Pronouncer pronouncer =
        new Pronouncer(lexicon, normalizer, () -> guesses.forModel(model, progress));
    // Of a word in another script nothing can be guessed, and to learn guessing takes a while.
    BitSet letters = new BitSet();
    lexicon.words().forEach(word -> word.chars().forEach(letters::set));
    Map<String, List<Pronunciation>> guessed = new HashMap<>();
    for (String word : words) {
      if (guessed.size() < MOST_GUESSED
          && !guessed.containsKey(word)
          && lexicon.pronunciations(word).isEmpty()
          && word.chars().anyMatch(c -> Character.isLetter(c) && letters.get(c))) {
        progress.checkCancelled();
        guessed.put(word, pronouncer.pronounce(word));
      }
    }
    return guessed;
  }

  private double seconds(Path audio, String name) throws IOException {
    try (AudioSource source = decoder.open(audio, name)) {
      double declared = source.properties().durationSeconds();
      return Double.isNaN(declared) ? 0 : declared;
    }
  }

  private static Gaps gaps(WrittenWords words, LongAlignment alignment) {
    List<Gaps.Text> text = new ArrayList<>();
    int placed = 0;
    for (LongAlignment.WordRange range : alignment.unplacedText()) {
      while (placed < alignment.words().size()
          && alignment.words().get(placed).index() < range.from()) {
        placed++;
      }
      double at = placed == 0 ? 0 : alignment.words().get(placed - 1).timing().endSeconds();
      text.add(
          new Gaps.Text(
              words.line(range),
              String.join(" ", words.spoken().subList(range.from(), range.to())),
              at));
    }
    return new Gaps(
        text,
        alignment.unplacedAudio().stream()
            .map(range -> new Gaps.Speech(range.from(), range.to()))
            .toList());
  }
}
