package io.diction.speech.decode;

import io.diction.speech.acoustic.PhoneSet;
import java.util.ArrayList;
import java.util.List;

/**
 * All pronunciations of the recognisable words as one network of phones in context. Immutable,
 * shared by threads; built by {@link LexiconTreeBuilder}.
 *
 * <p>A word of phones p1 … pn runs through three kinds of nodes. A <i>start</i> is p1 after a given
 * phone of the word before; p2s that make no difference to its states share it. From there the
 * inner phones p2 … pn-1 form a tree, merged wherever their rows of tied states agree. The last
 * phone belongs to the word alone and fans out into classes, one for each set of following phones
 * that makes a difference.
 *
 * <p>Node numbers: first the phones that words begin with and the <i>pairs</i> (p1, p2) below them,
 * which have no states, then the inner phones below those, then starts and fillers. The children of
 * a node are neighbours and follow those of the node before.
 */
final class LexiconTree {
  final PhoneSet phones;

  /** Pronunciations: the word in the language model, and what to call it. */
  final int[] wordOf;

  /** [pronunciation, and one past] its first phone, in {@code spoken}. */
  final int[] phoneStart;

  final char[] spoken;

  /** Behind the pairs. */
  final int firstInner;

  final int firstStart;
  final int firstFiller;

  /** [node] row of tied states. */
  final int[] sequence;

  /** [node] phone, without a sign; for a pair its second. */
  private final byte[] phoneOf;

  /** [node before the starts] the node towards the root, -1 for a phone. */
  final int[] parent;

  /** [node before the starts] its children, up to those of the next. */
  final int[] firstChild;

  /** [node] pronunciations that have but their last phone left, in {@code leaves}. */
  final int[] leafStart;

  final int[] leaves;

  /** [pronunciation] the pair or inner node it is a leaf of; -1 for a single phone. */
  final int[] leafParent;

  /** [pronunciation] the fan of its last phone; for single phones that after no context, unused. */
  final int[] fanOf;

  /** [fan] the phone itself. */
  final int[] fanPhone;

  /** [fan] its classes of following phones. */
  final int[] classStart;

  /** [class] the phones that may follow: in {@code rights}. */
  final int[] rightStart;

  final int[] rights;

  /**
   * [fan * 3 + state] first of its tied states of that place, in {@code fanState}; the third ones
   * are the classes, and rows that agree so far share the first and second.
   */
  final int[] fanLevel;

  final int[] fanState;

  /** The state before, counted from the first of the fan. */
  final int[] fanParent;

  /** [left * phones + phone] starts, in {@code starts}. */
  final int[] startIndex;

  final int[] starts;

  /** [node - firstStart] pairs that the start leads to, in {@code startPairs}. */
  final int[] startPairIndex;

  final int[] startPairs;

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
    phoneStart = built.phoneStart.toArray();
    spoken = built.spokenPhones();
    firstInner = built.firstInner;
    firstStart = built.innerEnd;
    firstFiller = built.firstFiller;
    sequence = built.sequence.toArray();
    phoneOf = phonesOfNodes(built.secondPhone);
    parent = built.parent;
    firstChild = built.firstChild;
    leafStart = built.leafStart;
    leaves = built.leaves;
    leafParent = built.leafParent;
    fanOf = built.fanOf.toArray();
    classStart = built.classStart.toArray();
    fanPhone = built.fanPhone.toArray();
    fanLevel = built.fanLevel.toArray();
    fanState = built.fanState.toArray();
    fanParent = built.fanParent.toArray();
    rightStart = built.rightStart.toArray();
    rights = built.rights.toArray();
    startIndex = built.startIndex;
    starts = built.starts.toArray();
    startPairIndex = built.startPairIndex.toArray();
    startPairs = built.startPairs.toArray();
    singleIndex = built.singleIndex;
    singles = built.singles.toArray();
    singleFan = built.singleFan;
    fillers = built.fillers;
  }

  private byte[] phonesOfNodes(int[] secondPhone) {
    byte[] numbers = new byte[sequence.length];
    for (int node = 0; node < numbers.length; node++) {
      numbers[node] =
          (byte)
              (node < phones.size()
                  ? node
                  : node < firstInner ? secondPhone[node] : phones.phoneOfSequence(sequence[node]));
    }
    return numbers;
  }

  /** The phone of a node; of a pair the second. */
  int phoneOf(int node) {
    return phoneOf[node] & 0xff;
  }

  /**
   * Whether all that lies below an inner node lies below its only child: what is ahead of one is
   * ahead of the other.
   */
  boolean isChain(int node) {
    return node >= firstInner
        && node < firstStart
        && firstChild[node] + 1 == firstChild[node + 1]
        && leafStart[node] == leafStart[node + 1];
  }

  /** Tied states of a fan. */
  int fanSize(int fan) {
    return fanLevel[3 * fan + 3] - fanLevel[3 * fan];
  }

  int firstPhone(int pronunciation) {
    return spoken[phoneStart[pronunciation]];
  }

  int lastPhone(int pronunciation) {
    return spoken[phoneStart[pronunciation + 1] - 1];
  }

  /** Whether a phone belongs to a class of following phones. */
  boolean mayFollow(int phoneClass, int phone) {
    for (int r = rightStart[phoneClass]; r < rightStart[phoneClass + 1]; r++) {
      if (rights[r] == phone) {
        return true;
      }
    }
    return false;
  }

  /** The names of a pronunciation's phones. */
  List<String> phonesOf(int pronunciation) {
    List<String> names = new ArrayList<>();
    for (int i = phoneStart[pronunciation]; i < phoneStart[pronunciation + 1]; i++) {
      names.add(phones.names().get(spoken[i]));
    }
    return names;
  }
}
