package io.diction.speech.audio;

import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import com.sun.speech.freetts.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronunciation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Speaks English text or a given phone sequence, by FreeTTS's diphone voice kevin16: 16 kHz mono in
 * memory, without an audio device.
 *
 * <p>Deterministic: the same words and options give the same samples. Safe for many threads, which
 * take turns; a sentence takes a few hundredths of its duration. The voice is loaded at the first
 * use (about a second, 30 MB) and kept.
 */
public final class Synthesizer {
  /** Longest text in one call, characters; about ten minutes of speech. */
  public static final int LONGEST_TEXT = 10_000;

  private static final int LONGEST_PRONUNCIATION = 200;

  /** A word that FreeTTS takes as it is; its own pronunciation is replaced while it is spoken. */
  private static final String STAND_IN = "banana";

  private static final Set<String> VOWELS =
      Set.of(
          "aa", "ae", "ah", "ao", "aw", "ax", "ay", "eh", "er", "ey", "ih", "iy", "ow", "oy", "uh",
          "uw");
  private static final Set<String> CONSONANTS =
      Set.of(
          "b", "ch", "d", "dh", "f", "g", "hh", "jh", "k", "l", "m", "n", "ng", "p", "r", "s", "sh",
          "t", "th", "v", "w", "y", "z", "zh");

  private final Object lock = new Object();
  private @Nullable Voice voice;

  /**
   * How to speak.
   *
   * @param wordsPerMinute speed, 60 to 400
   * @param pitchHz mean pitch, 50 to 300
   * @param pitchRangeHz standard deviation of the pitch, 0 (monotone) to 60
   * @param pronunciations for words to be spoken otherwise than FreeTTS would (names, terms); keys
   *     are words of letters in any case
   */
  public record Options(
      double wordsPerMinute,
      double pitchHz,
      double pitchRangeHz,
      Map<String, Pronunciation> pronunciations) {
    /** The voice as its makers set it. */
    public static final Options DEFAULT = new Options(150, 100, 11, Map.of());

    public Options {
      requireWithin("wordsPerMinute", wordsPerMinute, 60, 400);
      requireWithin("pitchHz", pitchHz, 50, 300);
      requireWithin("pitchRangeHz", pitchRangeHz, 0, 60);
      Map<String, Pronunciation> lowerCase = new TreeMap<>();
      pronunciations.forEach(
          (word, phones) -> lowerCase.put(word.toLowerCase(Locale.ROOT), phones));
      pronunciations = Map.copyOf(lowerCase);
    }

    public Options withWordsPerMinute(double rate) {
      return new Options(rate, pitchHz, pitchRangeHz, pronunciations);
    }

    public Options withPitchHz(double mean) {
      return new Options(wordsPerMinute, mean, pitchRangeHz, pronunciations);
    }

    public Options withPitchRangeHz(double deviation) {
      return new Options(wordsPerMinute, pitchHz, deviation, pronunciations);
    }

    public Options withPronunciations(Map<String, Pronunciation> words) {
      return new Options(wordsPerMinute, pitchHz, pitchRangeHz, words);
    }

    private static void requireWithin(String name, double value, double least, double most) {
      if (!(value >= least && value <= most)) {
        throw new IllegalArgumentException(
            name + " must be between " + least + " and " + most + ", is " + value);
      }
    }
  }

  /** Speaks with {@link Options#DEFAULT}. */
  public Audio speak(String text) {
    return speak(text, Options.DEFAULT);
  }

  /**
   * Speaks English text; numbers and abbreviations are read as FreeTTS reads them.
   *
   * @param text at most {@link #LONGEST_TEXT} characters; text without a letter or digit is silent
   * @throws IllegalArgumentException for longer text, or phones that the voice does not have
   */
  public Audio speak(String text, Options options) {
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "text must have at most " + LONGEST_TEXT + " characters, has " + text.length());
    }
    Map<String, String[]> spoken = new TreeMap<>();
    options.pronunciations().forEach((word, phones) -> spoken.put(word, voicePhones(phones)));
    String words = text.codePoints().anyMatch(Character::isLetterOrDigit) ? text : "";
    synchronized (lock) {
      return render(words, options, spoken);
    }
  }

  /**
   * Speaks one phone sequence, for listening to a pronunciation.
   *
   * @param phones names as in cmudict, with or without stress digits
   * @throws IllegalArgumentException for more than 200 phones or one that the voice does not have
   */
  public Audio pronounce(Pronunciation phones, Options options) {
    String[] spoken = voicePhones(phones);
    synchronized (lock) {
      return render(STAND_IN, options, Map.of(STAND_IN, spoken));
    }
  }

  private Audio render(String text, Options options, Map<String, String[]> pronunciations) {
    Voice speaker = voice();
    SampleCollector collector = new SampleCollector();
    if (text.isEmpty()) {
      return collector.audio();
    }
    speaker.setAudioPlayer(collector);
    speaker.setRate((float) options.wordsPerMinute());
    speaker.setPitch((float) options.pitchHz());
    speaker.setPitchRange((float) options.pitchRangeHz());
    Lexicon lexicon = speaker.getLexicon();
    pronunciations.forEach((word, phones) -> lexicon.addAddendum(word, null, phones));
    try {
      if (!speaker.speak(text)) {
        throw new IllegalStateException("the voice could not speak: " + text);
      }
    } finally {
      pronunciations.keySet().forEach(word -> lexicon.removeAddendum(word, null));
    }
    return collector.audio();
  }

  private Voice voice() {
    if (voice == null) {
      for (Voice candidate : new KevinVoiceDirectory().getVoices()) {
        if (candidate.getName().equals("kevin16")) {
          // Without a queue the voice renders in the caller's thread and starts none of its own.
          candidate.setOutputQueue(null);
          candidate.allocate();
          voice = candidate;
          return candidate;
        }
      }
      throw new IllegalStateException("FreeTTS has no voice kevin16");
    }
    return voice;
  }

  /** The voice's own names: lower case, a stress digit on vowels alone. */
  private static String[] voicePhones(Pronunciation pronunciation) {
    List<String> phones = pronunciation.phones();
    if (phones.size() > LONGEST_PRONUNCIATION) {
      throw new IllegalArgumentException(
          "a pronunciation must have at most "
              + LONGEST_PRONUNCIATION
              + " phones, has "
              + phones.size());
    }
    boolean stressed =
        phones.stream().anyMatch(phone -> phone.endsWith("1") || phone.endsWith("2"));
    List<String> result = new ArrayList<>(phones.size());
    for (String phone : phones) {
      String name = phone.toLowerCase(Locale.ROOT);
      String stress = "";
      if (name.endsWith("0") || name.endsWith("1") || name.endsWith("2")) {
        stress = name.endsWith("0") ? "0" : "1";
        name = name.substring(0, name.length() - 1);
      }
      if (VOWELS.contains(name)) {
        if (stress.isEmpty()) {
          // cmudict-en-us marks no stress: the first vowel gets it, as in most English words.
          stress = stressed ? "0" : "1";
          stressed = true;
        }
        boolean schwa = name.equals("ah") && stress.equals("0");
        result.add((schwa ? "ax" : name) + (stress.equals("1") ? "1" : ""));
      } else if (CONSONANTS.contains(name) && stress.isEmpty()) {
        result.add(name);
      } else {
        throw new IllegalArgumentException("the voice has no phone " + phone);
      }
    }
    return result.toArray(String[]::new);
  }
}
