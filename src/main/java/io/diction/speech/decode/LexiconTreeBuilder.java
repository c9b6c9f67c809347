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
  final IntList phoneStart = new IntList();
  private final IntList spoken = new IntList();

  int firstInner;
  int innerEnd;
  int firstFiller;
  final IntList sequence = new IntList();
  int[] parent = new int[0];
  int[] firstChild = new int[0];
  int[] leafStart = new int[0];
  int[] leaves = new int[0];
  int[] leafParent = new int[0];
  final IntList fanOf = new IntList();
  final IntList classStart = new IntList();
  final IntList fanPhone = new IntList();
  final IntList fanLevel = new IntList();
  final IntList fanState = new IntList();
  final IntList fanParent = new IntList();
  final IntList rightStart = new IntList();
  final IntList rights = new IntList();
  int[] startIndex = new int[0];
  final IntList starts = new IntList();
  final IntList startPairIndex = new IntList();
  final IntList startPairs = new IntList();
  int[] singleIndex = new int[0];
  final IntList singles = new IntList();
  int[] singleFan = new int[0];
  int[] fillers = new int[0];

  /** [pair] its second phone. */
  int[] secondPhone = new int[0];

  private final int[] fanIndex;

  private LexiconTreeBuilder(PhoneSet phones) {
    this.phones = phones;
    count = phones.size();
    statesPerPhone = phones.statesPerPhone();
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
    builder.endFans();
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

  char[] spokenPhones() {
    char[] numbers = new char[spoken.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (char) spoken.get(i);
    }
    return numbers;
  }

  private int length(int pronunciation) {
    return phoneStart.get(pronunciation + 1) - phoneStart.get(pronunciation);
  }

  private int phone(int pronunciation, int index) {
    return spoken.get(phoneStart.get(pronunciation) + index);
  }

  /**
   * Grows the tree node by node, then numbers it anew in breadth, so that the children of a node
   * are neighbours and follow those of the node before.
   */
  private void growTree() {
    NodeTable nodes = new NodeTable();
    IntList grownParent = new IntList();
    IntList grownRow = new IntList();
    for (int phone = 0; phone < count; phone++) {
      grownParent.add(-1);
      grownRow.add(-1);
    }
    leafParent = filled(wordOf.size());
    for (int i = 0; i < wordOf.size(); i++) {
      int length = length(i);
      if (length == 1) {
        fanOf.add(-1);
        continue;
      }
      // A pair is told apart by its second phone, a node below it by its row of tied states.
      int node = child(nodes, grownParent, grownRow, phone(i, 0), phone(i, 1));
      for (int at = 1; at < length - 1; at++) {
        int row =
            phones.sequence(phone(i, at), phone(i, at - 1), phone(i, at + 1), Position.INTERNAL);
        node = child(nodes, grownParent, grownRow, node, row);
      }
      leafParent[i] = node;
      fanOf.add(fan(phone(i, length - 2), phone(i, length - 1), Position.END));
    }
    innerEnd = grownParent.size();
    renumber(grownParent.toArray(), grownRow.toArray());
  }

  private static int child(
      NodeTable nodes, IntList parents, IntList labels, int parent, int label) {
    long key = (long) parent << 32 | label;
    int child = nodes.find(key);
    if (child < 0) {
      child = parents.size();
      nodes.put(key, child);
      parents.add(parent);
      labels.add(label);
    }
    return child;
  }

  private void renumber(int[] grownParent, int[] labels) {
    int[] start = new int[innerEnd + 1];
    int[] grownChildren = grouped(grownParent, start);
    int[] order = new int[innerEnd];
    int[] number = new int[innerEnd];
    firstChild = new int[innerEnd + 1];
    parent = filled(innerEnd);
    for (int phone = 0; phone < count; phone++) {
      order[phone] = phone;
      number[phone] = phone;
    }
    int next = count;
    for (int i = 0; i < innerEnd; i++) {
      firstChild[i] = next;
      for (int c = start[order[i]]; c < start[order[i] + 1]; c++) {
        parent[next] = i;
        number[grownChildren[c]] = next;
        order[next++] = grownChildren[c];
      }
    }
    firstChild[innerEnd] = next;
    firstInner = firstChild[count];
    secondPhone = new int[firstInner];
    for (int node = 0; node < innerEnd; node++) {
      sequence.add(node < firstInner ? -1 : labels[order[node]]);
      if (node >= count && node < firstInner) {
        secondPhone[node] = labels[order[node]];
      }
    }
    for (int i = 0; i < leafParent.length; i++) {
      leafParent[i] = leafParent[i] < 0 ? -1 : number[leafParent[i]];
    }
    leafStart = new int[innerEnd + 1];
    leaves = grouped(leafParent, leafStart);
  }

  /** Indices ordered by the group they are in, and where each group starts; -1 is in none. */
  private static int[] grouped(int[] groupOf, int[] start) {
    int members = 0;
    for (int group : groupOf) {
      if (group >= 0) {
        start[group + 1]++;
        members++;
      }
    }
    for (int group = 1; group < start.length; group++) {
      start[group] += start[group - 1];
    }
    int[] at = start.clone();
    int[] ordered = new int[members];
    for (int i = 0; i < groupOf.length; i++) {
      if (groupOf[i] >= 0) {
        ordered[at[groupOf[i]]++] = i;
      }
    }
    return ordered;
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
    Map<Integer, IntList> classes = new TreeMap<>(this::compareRows);
    for (int right = 0; right < count; right++) {
      if (!phones.isFiller(right) || right == phones.silence()) {
        classes
            .computeIfAbsent(phones.sequence(phone, left, right, position), r -> new IntList())
            .add(right);
      }
    }
    int fan = fanPhone.size();
    fanPhone.add(phone);
    classStart.add(rightStart.size());
    for (IntList following : classes.values()) {
      rightStart.add(rights.size());
      addAll(rights, following.toArray());
    }
    addFanStates(classes.keySet());
    if (position == Position.END) {
      fanIndex[left * count + phone] = fan;
    }
    return fan;
  }

  /** Rows that agree in their first states become neighbours. */
  private int compareRows(int row, int other) {
    for (int state = 0; state < statesPerPhone; state++) {
      int order = Integer.compare(phones.tiedState(row, state), phones.tiedState(other, state));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** One entry for each row of a level that differs from its neighbour up to that level. */
  private void addFanStates(Iterable<Integer> rows) {
    int base = fanState.size();
    int[] parents = new int[0];
    for (int level = 0; level < statesPerPhone; level++) {
      fanLevel.add(fanState.size());
      IntList entries = new IntList();
      int before = -1;
      int index = 0;
      for (int row : rows) {
        boolean same = before >= 0 && level < statesPerPhone - 1;
        for (int state = 0; same && state <= level; state++) {
          same = phones.tiedState(before, state) == phones.tiedState(row, state);
        }
        if (!same) {
          fanParent.add(level == 0 ? -1 : parents[index]);
          fanState.add(phones.tiedState(row, level));
        }
        entries.add(fanState.size() - 1 - base);
        before = row;
        index++;
      }
      parents = entries.toArray();
    }
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
    for (int left = 0; left < count; left++) {
      for (int phone = 0; phone < count; phone++) {
        startIndex[left * count + phone] = starts.size();
        Map<Integer, IntList> bySequence = new TreeMap<>();
        for (int pair = firstChild[phone]; pair < firstChild[phone + 1]; pair++) {
          int row = phones.sequence(phone, left, secondPhone[pair], Position.BEGIN);
          bySequence.computeIfAbsent(row, r -> new IntList()).add(pair);
        }
        bySequence.forEach(
            (row, pairs) ->
                starts.add(
                    known.computeIfAbsent(
                        row + ":" + Arrays.toString(pairs.toArray()),
                        key -> addStart(row, pairs))));
      }
    }
    startIndex[count * count] = starts.size();
    startPairIndex.add(startPairs.size());
    firstFiller = sequence.size();
  }

  private int addStart(int row, IntList pairs) {
    int node = sequence.size();
    sequence.add(row);
    startPairIndex.add(startPairs.size());
    addAll(startPairs, pairs.toArray());
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
    }
  }

  private void endFans() {
    classStart.add(rightStart.size());
    rightStart.add(rights.size());
    fanLevel.add(fanState.size());
  }
}
