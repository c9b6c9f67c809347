package io.diction.speech;

import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.decode.SearchNetwork;
import io.diction.speech.display.DisplayModel;
import io.diction.speech.display.DisplayRules;
import io.diction.speech.display.DisplayWriter;
import io.diction.speech.language.LanguageModel;
import io.diction.speech.lexicon.Lexicon;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that recognition needs: how speech sounds, how words are spoken, which words follow
 * each other. Immutable, shared by threads; {@link Recognizer}s are made from it.
 *
 * <p>The words that can be recognised are those of the language model that have a pronunciation in
 * the lexicon. Others of either are ignored.
 */
public final class SpeechModel {
  /** Name of the built-in base model. */
  public static final String ENGLISH = "en-us";

  /**
   * Hash of the built-in base model: that of its language pack, of which it is part. A test holds
   * it to the files.
   */
  public static final String ENGLISH_SHA256 =
      "3ff51b59db8597caa84bb0a1070906b3530e9ef1ec302ef07ddb66df3b66d5ec";

  private final String name;
  private final String sha256;
  private final Locale locale;
  private final AcousticModel acousticModel;
  private final Lexicon lexicon;
  private final LanguageModel languageModel;
  private final RecognitionSettings settings;
  private final DisplayModel spelling;
  private final Network network;

  /**
   * @param name what users call it
   * @param sha256 of what it was read from, in lower-case hexadecimal digits: two models with the
   *     same hash recognise alike
   * @param locale the language spoken
   */
  public SpeechModel(
      String name,
      String sha256,
      Locale locale,
      AcousticModel acousticModel,
      Lexicon lexicon,
      LanguageModel languageModel,
      RecognitionSettings settings) {
    this(
        name,
        sha256,
        locale,
        acousticModel,
        lexicon,
        languageModel,
        settings,
        DisplayModel.NONE,
        new Network());
  }

  private SpeechModel(
      String name,
      String sha256,
      Locale locale,
      AcousticModel acousticModel,
      Lexicon lexicon,
      LanguageModel languageModel,
      RecognitionSettings settings,
      DisplayModel spelling,
      Network network) {
    this.name = name;
    this.sha256 = sha256;
    this.locale = locale;
    this.acousticModel = acousticModel;
    this.lexicon = lexicon;
    this.languageModel = languageModel;
    this.settings = settings;
    this.spelling = spelling;
    this.network = network;
  }

  /**
   * The built-in base model of US English; loaded at the first call, in about two seconds, and
   * kept.
   */
  public static SpeechModel english() {
    return EnglishModel.get();
  }

  public String name() {
    return name;
  }

  public String sha256() {
    return sha256;
  }

  public Locale locale() {
    return locale;
  }

  public AcousticModel acousticModel() {
    return acousticModel;
  }

  public Lexicon lexicon() {
    return lexicon;
  }

  public LanguageModel languageModel() {
    return languageModel;
  }

  public RecognitionSettings settings() {
    return settings;
  }

  /** The same parts under another identity. */
  public SpeechModel withIdentity(String newName, String newSha256) {
    return new SpeechModel(
        newName,
        newSha256,
        locale,
        acousticModel,
        lexicon,
        languageModel,
        settings,
        spelling,
        network);
  }

  /** Keeps the identity; give the result its own with {@link #withIdentity}. */
  public SpeechModel withAcousticModel(AcousticModel replacement) {
    return new SpeechModel(
        name,
        sha256,
        locale,
        replacement,
        lexicon,
        languageModel,
        settings,
        spelling,
        new Network());
  }

  /** Keeps the identity; give the result its own with {@link #withIdentity}. */
  public SpeechModel withLexicon(Lexicon replacement) {
    return new SpeechModel(
        name,
        sha256,
        locale,
        acousticModel,
        replacement,
        languageModel,
        settings,
        spelling,
        new Network());
  }

  /** Keeps the identity; give the result its own with {@link #withIdentity}. */
  public SpeechModel withLanguageModel(LanguageModel replacement) {
    return new SpeechModel(
        name,
        sha256,
        locale,
        acousticModel,
        lexicon,
        replacement,
        settings,
        spelling,
        new Network());
  }

  /** Keeps the identity: settings are chosen for a use, not part of what was learnt. */
  public SpeechModel withSettings(RecognitionSettings replacement) {
    return new SpeechModel(
        name,
        sha256,
        locale,
        acousticModel,
        lexicon,
        languageModel,
        replacement,
        spelling,
        network);
  }

  /** Keeps the identity; give the result its own with {@link #withIdentity}. */
  public SpeechModel withSpelling(DisplayModel learnt) {
    return new SpeechModel(
        name, sha256, locale, acousticModel, lexicon, languageModel, settings, learnt, network);
  }

  /**
   * Keeps the identity; give the result its own with {@link #withIdentity}.
   *
   * @param forms spoken words, separated by single spaces, to how they are written
   */
  public SpeechModel withForms(Map<String, String> forms) {
    return withSpelling(spelling.withForms(forms));
  }

  /** How the words of this model are shown. */
  public DisplayWriter display() {
    return display(spelling.rules());
  }

  /** How the words of this model are shown by rules of the user. */
  public DisplayWriter display(DisplayRules rules) {
    return DisplayWriter.of(
        locale, word -> !lexicon.pronunciations(word).isEmpty(), spelling, rules);
  }

  /** The words as a network, built when first needed. */
  SearchNetwork network() {
    return network.of(this);
  }

  /** Shared by models that differ in settings, name or spelling alone. */
  private static final class Network {
    private volatile @Nullable SearchNetwork built;

    SearchNetwork of(SpeechModel model) {
      SearchNetwork ready = built;
      if (ready == null) {
        synchronized (this) {
          ready = built;
          if (ready == null) {
            ready = new SearchNetwork(model.acousticModel, model.lexicon, model.languageModel);
            built = ready;
            // What building leaves behind is several times what is kept, and a collector with a
            // large machine to itself would let the process grow to all of it before it looks.
            System.gc();
          }
        }
      }
      return ready;
    }
  }
}
