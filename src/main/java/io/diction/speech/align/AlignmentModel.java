package io.diction.speech.align;

import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.BandTables;
import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronunciation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An acoustic model and a lexicon, laid out for alignment. Immutable, shared by threads; {@link
 * UtteranceAligner}s are made from it. Models without triphones will do.
 */
public final class AlignmentModel {
  /** Variants of one word that are tried; dictionaries have up to eight. */
  private static final int MOST_VARIANTS = 16;

  /** A transition as improbable as this is none. */
  static final float NEVER = -1e30f;

  /** In place of a phone: speech that no word stands for. */
  static final int UNWRITTEN = -1;

  final AcousticModel acoustic;
  final PhoneSet phones;
  final BandTables<SubsetScorer.Tables> scoring;

  /** [(phone * states + from) * (states + 1) + to] logarithms, {@link #NEVER} for none. */
  final float[] transitions;

  /** Phones that may stand between words, silence first. */
  final int[] fillers;

  private final Lexicon lexicon;
  private final Map<String, Integer> phoneIds = new HashMap<>();

  public AlignmentModel(AcousticModel acoustic, Lexicon lexicon) {
    this.acoustic = acoustic;
    this.lexicon = lexicon;
    phones = acoustic.phones();
    scoring = new BandTables<>(acoustic, SubsetScorer.Tables::new);
    transitions = new float[acoustic.transitions().length];
    for (int i = 0; i < transitions.length; i++) {
      float p = acoustic.transitions()[i];
      transitions[i] = p > 0 ? (float) StrictMath.log(p) : NEVER;
    }
    List<Integer> found = new ArrayList<>();
    found.add(phones.silence());
    for (int phone = 0; phone < phones.size(); phone++) {
      phoneIds.put(phones.names().get(phone), phone);
      if (phones.isFiller(phone) && phone != phones.silence()) {
        found.add(phone);
      }
    }
    fillers = found.stream().mapToInt(Integer::intValue).toArray();
  }

  public AcousticModel acousticModel() {
    return acoustic;
  }

  public Lexicon lexicon() {
    return lexicon;
  }

  /** Variants of a word as phone numbers, an empty one where a phone is unknown. */
  int[][] variants(String word) {
    List<Pronunciation> spoken = lexicon.pronunciations(word);
    int[][] variants = new int[Math.min(spoken.size(), MOST_VARIANTS)][];
    for (int v = 0; v < variants.length; v++) {
      List<String> names = spoken.get(v).phones();
      int[] ids = new int[names.size()];
      for (int i = 0; i < ids.length && ids.length > 0; i++) {
        Integer id = phoneIds.get(names.get(i));
        if (id == null) {
          ids = new int[0];
        } else {
          ids[i] = id;
        }
      }
      variants[v] = ids;
    }
    return variants;
  }
}
