package io.diction.speech.decode;

import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.BandTables;
import io.diction.speech.acoustic.ScoringTables;
import io.diction.speech.language.LanguageModel;
import io.diction.speech.lexicon.Lexicon;

/**
 * What searches share: the words as a network, and the look-ahead that grows with use. Safe for
 * threads.
 */
public final class SearchNetwork {
  /**
   * Enough for the look-ahead of hundreds of words of history, and of those of a few utterances.
   */
  private static final long LOOKAHEAD_BYTES = 24L << 20;

  final AcousticModel acoustic;
  final LanguageModel language;
  final LexiconTree tree;
  final Lookahead lookahead;
  final BandTables<ScoringTables> scoring;

  /**
   * Builds the network, in about a second for 70,000 words.
   *
   * @throws IllegalArgumentException when no word of the language model has a pronunciation
   */
  public SearchNetwork(AcousticModel acoustic, Lexicon lexicon, LanguageModel language) {
    this.acoustic = acoustic;
    this.language = language;
    scoring = new BandTables<>(acoustic, ScoringTables::new);
    tree = LexiconTreeBuilder.build(acoustic.phones(), lexicon, language.vocabulary());
    lookahead = new Lookahead(tree, language, LOOKAHEAD_BYTES);
  }
}
