package io.diction.speech.pack;

import io.diction.speech.Hypothesis;
import io.diction.speech.Progress;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.acoustic.PhoneSet.Position;
import io.diction.speech.language.LanguageModel;
import io.diction.speech.lexicon.Pronunciation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Recognises what the acoustic model itself says: for each tied state of a word some frames of the
 * means of its strongest Gaussians, between silence. If that is not understood, phones, dictionary
 * and language model are not those that were made for each other.
 */
final class TrialRecognition {
  private static final int TRIALS = 3;
  private static final int FRAMES_PER_STATE = 4;
  private static final int FRAMES_OF_SILENCE = 30;
  private static final int SHORTEST_WORD = 4;

  private TrialRecognition() {}

  /** Words to try: likely ones of several phones, that no other word sounds like. */
  static List<String> words(SpeechModel model) {
    LanguageModel language = model.languageModel();
    List<String> candidates = new ArrayList<>();
    List<Float> scores = new ArrayList<>();
    for (int id = 0; id < language.vocabulary().size(); id++) {
      String word = language.vocabulary().word(id);
      List<Pronunciation> pronunciations = model.lexicon().pronunciations(word);
      if (id != language.endOfSentence()
          && !pronunciations.isEmpty()
          && pronunciations.get(0).phones().size() >= SHORTEST_WORD
          && isKnown(model.acousticModel().phones(), pronunciations.get(0))) {
        candidates.add(word);
        scores.add(language.logProb(language.startState(), id));
      }
    }
    Integer[] order = new Integer[candidates.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Float.compare(scores.get(b), scores.get(a)));
    return Arrays.stream(order).limit(TRIALS).map(candidates::get).toList();
  }

  private static boolean isKnown(PhoneSet phones, Pronunciation pronunciation) {
    return pronunciation.phones().stream().allMatch(phone -> phones.id(phone) >= 0);
  }

  /** What is recognised when a word is spoken. */
  static String recognize(SpeechModel model, String word) {
    float[] frames = frames(model.acousticModel(), model.lexicon().pronunciations(word).get(0));
    int dimension = Arrays.stream(model.acousticModel().streamLengths()).sum();
    Hypothesis hypothesis =
        new Recognizer(model).recognizeFeatures(frames, frames.length / dimension, Progress.NONE);
    return hypothesis.text();
  }

  private static float[] frames(AcousticModel model, Pronunciation pronunciation) {
    PhoneSet phones = model.phones();
    List<float[]> frames = new ArrayList<>();
    int[] silence = new int[phones.statesPerPhone()];
    for (int state = 0; state < silence.length; state++) {
      silence[state] = phones.tiedState(phones.contextFree(phones.silence()), state);
    }
    say(model, silence, FRAMES_OF_SILENCE / silence.length, frames);
    List<String> names = pronunciation.phones();
    for (int i = 0; i < names.size(); i++) {
      int left = i == 0 ? phones.silence() : phones.id(names.get(i - 1));
      int right = i == names.size() - 1 ? phones.silence() : phones.id(names.get(i + 1));
      int sequence =
          phones.sequence(phones.id(names.get(i)), left, right, position(i, names.size()));
      int[] states = new int[phones.statesPerPhone()];
      for (int state = 0; state < states.length; state++) {
        states[state] = phones.tiedState(sequence, state);
      }
      say(model, states, FRAMES_PER_STATE, frames);
    }
    say(model, silence, FRAMES_OF_SILENCE / silence.length, frames);
    int dimension = frames.get(0).length;
    float[] values = new float[frames.size() * dimension];
    for (int i = 0; i < frames.size(); i++) {
      System.arraycopy(frames.get(i), 0, values, i * dimension, dimension);
    }
    return values;
  }

  private static Position position(int index, int length) {
    if (length == 1) {
      return Position.SINGLE;
    }
    return index == 0 ? Position.BEGIN : index == length - 1 ? Position.END : Position.INTERNAL;
  }

  private static void say(AcousticModel model, int[] states, int count, List<float[]> frames) {
    for (int state : states) {
      float[] frame = new float[Arrays.stream(model.streamLengths()).sum()];
      int at = 0;
      for (int stream = 0; stream < model.streams(); stream++) {
        int row = (state * model.streams() + stream) * model.densities();
        int strongest = 0;
        for (int k = 1; k < model.densities(); k++) {
          strongest = model.weights()[row + k] > model.weights()[row + strongest] ? k : strongest;
        }
        int length = model.streamLengths()[stream];
        int mean = model.offset(model.codebookOfState()[state], stream) + strongest * length;
        System.arraycopy(model.means(), mean, frame, at, length);
        at += length;
      }
      for (int i = 0; i < count; i++) {
        frames.add(frame);
      }
    }
  }
}
