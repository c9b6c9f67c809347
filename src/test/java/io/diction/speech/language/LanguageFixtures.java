package io.diction.speech.language;

import io.diction.speech.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

final class LanguageFixtures {
  private LanguageFixtures() {}

  static List<String> words(String text) {
    return Arrays.asList(text.split(" "));
  }

  static BackoffLanguageModel model(int order, String... sentences) {
    NGramCounts counts = new NGramCounts(order);
    for (String sentence : sentences) {
      counts.addSentence(words(sentence));
    }
    return KneserNey.estimate(counts, Progress.NONE);
  }

  /** Sentences from a small grammar with skewed choices, so that every count of counts occurs. */
  static List<List<String>> text(int sentences, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<String>> text = new ArrayList<>();
    for (int s = 0; s < sentences; s++) {
      List<String> sentence = new ArrayList<>();
      int word = 0;
      int length = 1 + random.nextInt(9);
      for (int i = 0; i < length; i++) {
        word = (word * 3 + (int) (60 * Math.pow(random.nextDouble(), 3))) % 60;
        sentence.add("w" + word);
      }
      text.add(sentence);
    }
    return text;
  }

  static BackoffLanguageModel model(int order, List<List<String>> text) {
    NGramCounts counts = new NGramCounts(order);
    text.forEach(counts::addSentence);
    return KneserNey.estimate(counts, Progress.NONE);
  }

  /** Sum of P(w | state) over all words but the begin of a sentence. */
  static double total(LanguageModel model, long state) {
    double sum = 0;
    for (int word = 0; word < model.vocabulary().size(); word++) {
      if (!model.vocabulary().word(word).equals(BackoffLanguageModel.BEGIN)) {
        sum += Math.exp(model.logProb(state, word));
      }
    }
    return sum;
  }
}
