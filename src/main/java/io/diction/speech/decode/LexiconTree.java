package io.diction.speech.decode;

import io.diction.speech.acoustic.PhoneSet;

/**
 * All pronunciations of the recognisable words as one network of phones in context. Immutable,
 * shared by threads; built by {@link LexiconTreeBuilder}.
 *
 * <p>A word of phones p1 … pn runs through three kinds of nodes. A <i>start</i> is p1 after a given
 * phone of the word before; p2s that make no difference to its states share it. From there the
 * inner phones p2 … pn-1 form a tree, merged wherever their rows of tied states agree. The last
 * phone belongs to the word alone and comes in classes, one for each set of following phones that
 * makes a difference.
 *
 * <p>Node numbers: first the <i>pairs</i> (p1, p2), which have no states and are where the trees
 * are rooted, then inner phones, starts and fillers. The numbers from {@link #firstFinal} on stand
 * for last phones and are computed, not stored.
 */
final class LexiconTree {
  final PhoneSet phones;

  /** Pronunciations: the word in the language model, and what to call it. */
  final int[] wordOf;

  final int pairs;
  final int firstStart;
  final int firstFiller;
  final int firstFinal;

  /** [node] row of tied states. */
  final int[] sequence;

  /** [pair or inner node] the node towards the root, -1 for a pair. */
  final int[] parent;

  /** [node] its inner nodes, [childStart[n], childStart[n + 1]) in {@code children}. */
  final int[] childStart;

  final int[] children;

  /** [node] pronunciations that have but their last phone left, in {@code leaves}. */
  final int[] leafStart;

  final int[] leaves;

  /** [pronunciation] the pair or inner node it is a leaf of; -1 for a single phone. */
  final int[] leafParent;

  /** [pronunciation] the fan of its last phone; for single phones that after no context, unused. */
  final int[] fanOf;

  /** [pronunciation] its first number as a last phone. */
  final int[] finalOffset;

  /** [fan] its classes of following phones. */
  final int[] classStart;

  /** [class] row of tied states, and the phones that may follow: in {@code rights}. */
  final int[] classSequence;

  final int[] rightStart;
  final int[] rights;

  /** [class] the phone itself. */
  final int[] classPhone;

  /** [left * phones + phone] starts, in {@code starts}. */
  final int[] startIndex;

  final int[] starts;

  /** [node - firstStart] pairs that the start leads to, in {@code startPairs}. */
  final int[] startPairIndex;

  final int[] startPairs;

  /** [pair] the phone it begins with. */
  final int[] firstPhoneOfPair;

  /** [phone] pronunciations of that phone alone, in {@code singles}. */
  final int[] singleIndex;

  final int[] singles;

  /** [left * phones + phone] fan of the phone as a word of its own, -1 where there is none. */
  final int[] singleFan;

  /** [filler] phone; the first is silence. */
  final int[] fillers;

  LexiconTree(LexiconTreeBuilder built) {
    phones = built.phones;
    wordOf = built.wordOf.toArray();
    pairs = built.pairCount;
    firstStart = built.innerEnd;
    firstFiller = built.firstFiller;
    firstFinal = built.firstFinal;
    sequence = built.sequence.toArray();
    parent = built.parent.toArray();
    childStart = built.childStart.toArray();
    children = built.children.toArray();
    leafStart = built.leafStart.toArray();
    leaves = built.leaves.toArray();
    leafParent = built.leafParent.toArray();
    fanOf = built.fanOf.toArray();
    finalOffset = built.finalOffset.toArray();
    classStart = built.classStart.toArray();
    classSequence = built.classSequence.toArray();
    rightStart = built.rightStart.toArray();
    rights = built.rights.toArray();
    classPhone = built.classPhone.toArray();
    startIndex = built.startIndex;
    starts = built.starts.toArray();
    startPairIndex = built.startPairIndex.toArray();
    startPairs = built.startPairs.toArray();
    firstPhoneOfPair = built.firstPhoneOfPair.toArray();
    singleIndex = built.singleIndex;
    singles = built.singles.toArray();
    singleFan = built.singleFan;
    fillers = built.fillers;
  }

  /** The phone that a class's words end in, as the left context of what follows. */
  int lastPhone(int phoneClass) {
    return classPhone[phoneClass];
  }
}
