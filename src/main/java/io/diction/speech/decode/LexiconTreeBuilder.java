package io.diction.speech.decode;

import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.acoustic.PhoneSet.Position;
import io.diction.speech.language.Vocabulary;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronunciation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Lays out a {@link LexiconTree}. The order of nodes depends on nothing but the vocabulary. */
final class LexiconTreeBuilder {
  final PhoneSet phones;
  private final int count;
  private final int statesPerPhone;

  final IntList wordOf = new IntList();
  private final IntList phoneStart = new IntList();
  private final IntList spoken = new IntList();

  int pairCount;
  int innerEnd;
  int firstFiller;
  int firstFinal;
  final IntList sequence = new IntList();
  final IntList parent = new IntList();
  final IntList childStart = new IntList();
  final IntList children = new IntList();
  final IntList leafStart = new IntList();
  final IntList leaves = new IntList();
  final IntList leafParent = new IntList();
  final IntList fanOf = new IntList();
  final IntList finalOffset = new IntList();
  final IntList classStart = new IntList();
  final IntList classSequence = new IntList();
  final IntList rightStart = new IntList();
  final IntList rights = new IntList();
  final IntList classPhone = new IntList();
  int[] startIndex = new int[0];
  final IntList starts = new IntList();
  final IntList startPairIndex = new IntList();
  final IntList startPairs = new IntList();
  final IntList firstPhoneOfPair = new IntList();
  int[] singleIndex = new int[0];
  final IntList singles = new IntList();
  int[] singleFan = new int[0];
  int[] fillers = new int[0];

  private final int[] pairOf;
  private final IntList secondPhoneOfPair = new IntList();
  private final int[] fanIndex;

  private LexiconTreeBuilder(PhoneSet phones) {
    this.phones = phones;
    count = phones.size();
    statesPerPhone = phones.statesPerPhone();
    pairOf = filled(count * count);
    fanIndex = filled(count * count);
  }

  private static int[] filled(int length) {
    int[] array = new int[length];
    Arrays.fill(array, -1);
    return array;
  }

  /**
   * Builds the network of all words that have a pronunciation in phones of the acoustic model.
   *
   * @throws IllegalArgumentException when there is none, or the model's phones are not of 3 states
   */
  static LexiconTree build(PhoneSet phones, Lexicon lexicon, Vocabulary vocabulary) {
    LexiconTreeBuilder builder = new LexiconTreeBuilder(phones);
    if (builder.statesPerPhone != 3) {
      throw new IllegalArgumentException(
          "phones of " + builder.statesPerPhone + " states are not supported, only of 3");
    }
    builder.gather(lexicon, vocabulary);
    if (builder.wordOf.size() == 0) {
      throw new IllegalArgumentException("no word of the language model has a pronunciation");
    }
    builder.growTree();
    builder.addSingles();
    builder.addStarts();
    builder.addFillers();
    builder.numberFinals();
    return new LexiconTree(builder);
  }

  private void gather(Lexicon lexicon, Vocabulary vocabulary) {
    Map<String, Integer> ids = new HashMap<>();
    for (int phone = 0; phone < count; phone++) {
      if (!phones.isFiller(phone)) {
        ids.put(phones.names().get(phone), phone);
      }
    }
    for (int word = 0; word < vocabulary.size(); word++) {
      for (Pronunciation pronunciation : lexicon.pronunciations(vocabulary.word(word))) {
        if (ids.keySet().containsAll(pronunciation.phones())) {
          wordOf.add(word);
          phoneStart.add(spoken.size());
          pronunciation.phones().forEach(phone -> spoken.add(ids.get(phone)));
        }
      }
    }
    phoneStart.add(spoken.size());
  }

  private int length(int pronunciation) {
    return phoneStart.get(pronunciation + 1) - phoneStart.get(pronunciation);
  }

  private int phone(int pronunciation, int index) {
    return spoken.get(phoneStart.get(pronunciation) + index);
  }

  /** First node-by-node with a map, then renumbered so that children are neighbours. */
  private void growTree() {
    for (int i = 0; i < wordOf.size(); i++) {
      if (length(i) > 1) {
        int key = phone(i, 0) * count + phone(i, 1);
        if (pairOf[key] < 0) {
          pairOf[key] = pairCount++;
          firstPhoneOfPair.add(phone(i, 0));
          secondPhoneOfPair.add(phone(i, 1));
        }
      }
    }
    for (int pair = 0; pair < pairCount; pair++) {
      parent.add(-1);
      sequence.add(-1);
    }
    Map<Long, Integer> nodes = new HashMap<>();
    for (int i = 0; i < wordOf.size(); i++) {
      int length = length(i);
      if (length == 1) {
        leafParent.add(-1);
        fanOf.add(-1);
        continue;
      }
      int node = pairOf[phone(i, 0) * count + phone(i, 1)];
      for (int at = 1; at < length - 1; at++) {
        int row =
            phones.sequence(phone(i, at), phone(i, at - 1), phone(i, at + 1), Position.INTERNAL);
        long key = (long) node << 32 | row;
        Integer child = nodes.get(key);
        if (child == null) {
          child = parent.size();
          nodes.put(key, child);
          parent.add(node);
          sequence.add(row);
        }
        node = child;
      }
      leafParent.add(node);
      fanOf.add(fan(phone(i, length - 2), phone(i, length - 1), Position.END));
    }
    innerEnd = parent.size();
    link();
  }

  private void link() {
    int[] childCount = new int[innerEnd + 1];
    for (int node = pairCount; node < innerEnd; node++) {
      childCount[parent.get(node) + 1]++;
    }
    int[] leafCount = new int[innerEnd + 1];
    for (int i = 0; i < wordOf.size(); i++) {
      if (leafParent.get(i) >= 0) {
        leafCount[leafParent.get(i) + 1]++;
      }
    }
    for (int node = 0; node < innerEnd; node++) {
      childCount[node + 1] += childCount[node];
      leafCount[node + 1] += leafCount[node];
    }
    int[] childAt = childCount.clone();
    int[] allChildren = new int[childCount[innerEnd]];
    for (int node = pairCount; node < innerEnd; node++) {
      allChildren[childAt[parent.get(node)]++] = node;
    }
    int[] leafAt = leafCount.clone();
    int[] allLeaves = new int[leafCount[innerEnd]];
    for (int i = 0; i < wordOf.size(); i++) {
      if (leafParent.get(i) >= 0) {
        allLeaves[leafAt[leafParent.get(i)]++] = i;
      }
    }
    addAll(childStart, childCount);
    addAll(children, allChildren);
    addAll(leafStart, leafCount);
    addAll(leaves, allLeaves);
  }

  private static void addAll(IntList list, int[] values) {
    for (int value : values) {
      list.add(value);
    }
  }

  private int fan(int left, int phone, Position position) {
    if (position == Position.END && fanIndex[left * count + phone] >= 0) {
      return fanIndex[left * count + phone];
    }
    Map<Integer, IntList> classes = new TreeMap<>();
    for (int right = 0; right < count; right++) {
      if (!phones.isFiller(right) || right == phones.silence()) {
        classes
            .computeIfAbsent(phones.sequence(phone, left, right, position), r -> new IntList())
            .add(right);
      }
    }
    int fan = classStart.size();
    classStart.add(classSequence.size());
    classes.forEach(
        (row, following) -> {
          classSequence.add(row);
          classPhone.add(phone);
          rightStart.add(rights.size());
          addAll(rights, following.toArray());
        });
    if (position == Position.END) {
      fanIndex[left * count + phone] = fan;
    }
    return fan;
  }

  private void addSingles() {
    singleIndex = new int[count + 1];
    singleFan = filled(count * count);
    for (int phone = 0; phone < count; phone++) {
      singleIndex[phone] = singles.size();
      for (int i = 0; i < wordOf.size(); i++) {
        if (length(i) == 1 && phone(i, 0) == phone) {
          singles.add(i);
        }
      }
      for (int left = 0; left < count && singles.size() > singleIndex[phone]; left++) {
        singleFan[left * count + phone] = fan(left, phone, Position.SINGLE);
      }
    }
    singleIndex[count] = singles.size();
  }

  private void addStarts() {
    Map<String, Integer> known = new HashMap<>();
    startIndex = new int[count * count + 1];
    int[] treeChildStart = childStart.toArray();
    int[] treeLeafStart = leafStart.toArray();
    for (int left = 0; left < count; left++) {
      for (int phone = 0; phone < count; phone++) {
        startIndex[left * count + phone] = starts.size();
        Map<Integer, IntList> bySequence = new TreeMap<>();
        for (int pair = 0; pair < pairCount; pair++) {
          if (firstPhoneOfPair.get(pair) == phone) {
            int row = phones.sequence(phone, left, secondPhoneOfPair.get(pair), Position.BEGIN);
            bySequence.computeIfAbsent(row, r -> new IntList()).add(pair);
          }
        }
        bySequence.forEach(
            (row, pairs) -> {
              String key = row + ":" + Arrays.toString(pairs.toArray());
              starts.add(
                  known.computeIfAbsent(
                      key, k -> addStart(row, pairs, treeChildStart, treeLeafStart)));
            });
      }
    }
    startIndex[count * count] = starts.size();
    startPairIndex.add(startPairs.size());
    firstFiller = sequence.size();
  }

  private int addStart(int row, IntList pairs, int[] treeChildStart, int[] treeLeafStart) {
    int node = sequence.size();
    sequence.add(row);
    startPairIndex.add(startPairs.size());
    for (int pair : pairs.toArray()) {
      startPairs.add(pair);
      for (int c = treeChildStart[pair]; c < treeChildStart[pair + 1]; c++) {
        children.add(children.get(c));
      }
      for (int c = treeLeafStart[pair]; c < treeLeafStart[pair + 1]; c++) {
        leaves.add(leaves.get(c));
      }
    }
    childStart.add(children.size());
    leafStart.add(leaves.size());
    return node;
  }

  private void addFillers() {
    IntList found = new IntList();
    found.add(phones.silence());
    for (int phone = 0; phone < count; phone++) {
      if (phones.isFiller(phone) && phone != phones.silence()) {
        found.add(phone);
      }
    }
    fillers = found.toArray();
    for (int phone : fillers) {
      sequence.add(phones.contextFree(phone));
      childStart.add(children.size());
      leafStart.add(leaves.size());
    }
    firstFinal = sequence.size();
  }

  /** A word of one phone needs numbers for each phone before it, others only for its classes. */
  private void numberFinals() {
    classStart.add(classSequence.size());
    rightStart.add(rights.size());
    int next = firstFinal;
    for (int i = 0; i < wordOf.size(); i++) {
      finalOffset.add(next);
      next =
          Math.addExact(
              next,
              length(i) == 1
                  ? count * count
                  : classStart.get(fanOf.get(i) + 1) - classStart.get(fanOf.get(i)));
    }
  }
}
