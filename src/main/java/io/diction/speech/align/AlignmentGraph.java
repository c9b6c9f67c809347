package io.diction.speech.align;

import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.acoustic.PhoneSet.Position;
import java.util.Arrays;

/**
 * All ways to say a transcript, as a graph of hidden Markov states, built anew for each utterance
 * in the same memory.
 *
 * <p>A <em>phone instance</em> is a phone in its context at its place in a word. At a word's
 * boundaries there is one for each phone that may be spoken beyond: the last phones of the word
 * before, the first phones of the word after, and silence for fillers. An instance leads only to
 * instances whose context it is, so neighbouring words always agree on the triphones between them.
 *
 * <p>States of an instance are neighbours, instances follow the transcript; only the fillers of one
 * boundary lead back to each other.
 */
final class AlignmentGraph {
  /** Some ten thousand words; a transcript beyond that is no utterance and refused. */
  private static final int MOST_STATES = 200_000;

  private final AlignmentModel model;
  private final PhoneSet phones;
  private final int width;

  int states;
  int instances;

  /** [state], -1 for speech that no word stands for. */
  int[] tiedState = new int[1024];

  /** [state] where its arcs begin, those that lead to it; one more at the end. */
  int[] arcStart = new int[1025];

  int arcs;
  int[] arcFrom = new int[4096];
  float[] arcLogProb = new float[4096];

  /** [state] lowest and highest state that it leads to, itself included. */
  int[] lowestTarget = new int[1024];

  int[] highestTarget = new int[1024];

  /** [instance] */
  int[] phone = new int[256];

  /** [instance] index of the word, -1 for fillers. */
  int[] word = new int[256];

  int[] variant = new int[256];

  /** Instances that begin an utterance and what that costs, and those that end it. */
  int[] beginnings = new int[16];

  float[] beginningLogProbs = new float[16];
  int beginningCount;
  int[] endings = new int[16];
  int endingCount;

  /** Last instances of the words before the boundary: instance and the phone expected after. */
  private int[] exits = new int[16];

  private int[] exitRights = new int[16];
  private int exitCount;
  private int[] nextExits = new int[16];
  private int[] nextExitRights = new int[16];
  private int nextExitCount;

  /** Fillers of the boundary before the current word. */
  private int firstFiller;

  private int fillers;

  private int[] lefts = new int[16];
  private int leftCount;
  private int[] rights = new int[16];
  private int rightCount;

  /** First instances of the variant being built, with their sequences. */
  private int[] firsts = new int[16];

  private int[] sequences = new int[16];
  private int firstCount;

  AlignmentGraph(AlignmentModel model) {
    this.model = model;
    phones = model.phones;
    width = phones.statesPerPhone();
  }

  /**
   * Builds the graph of a transcript.
   *
   * @param spoken [word][variant][position] phones, at least one each
   * @return false when it would be too large
   */
  boolean build(int[][][] spoken, AlignmentSettings settings) {
    fillers = model.fillers.length + (settings.allowsUnwritten() ? 1 : 0);
    states = 0;
    instances = 0;
    arcs = 0;
    beginningCount = 0;
    endingCount = 0;
    exitCount = 0;
    leftCount = 0;
    lefts[leftCount++] = phones.silence();
    addFillers(settings, true);
    for (int w = 0; w < spoken.length; w++) {
      collectRights(spoken, w);
      nextExitCount = 0;
      for (int v = 0; v < spoken[w].length; v++) {
        addVariant(spoken[w][v], w, v);
      }
      swapExits();
      collectLefts(spoken[w]);
      addFillers(settings, false);
      if (states > MOST_STATES) {
        return false;
      }
    }
    for (int i = 0; i < exitCount; i++) {
      if (exitRights[i] == phones.silence()) {
        addEnding(exits[i]);
      }
    }
    for (int f = 0; f < fillers; f++) {
      addEnding(firstFiller + f);
    }
    ensureArcStart();
    arcStart[states] = arcs;
    findTargets();
    return true;
  }

  /** Optional fillers after the exits collected, any number of them in any order. */
  private void addFillers(AlignmentSettings settings, boolean first) {
    firstFiller = instances;
    for (int f = 0; f < fillers; f++) {
      float penalty = (float) penalty(settings, f);
      int filler = filler(f);
      begin(filler, filler == AlignmentModel.UNWRITTEN ? -1 : phones.contextFree(filler), -1, 0);
      for (int other = 0; other < fillers; other++) {
        if (other != f) {
          addEntries(firstFiller + other, filler(other), penalty);
        }
      }
      for (int i = 0; i < exitCount; i++) {
        if (exitRights[i] == phones.silence()) {
          addEntries(exits[i], phone[exits[i]], penalty);
        }
      }
      end(filler);
      if (first) {
        addBeginning(firstFiller + f, penalty);
      }
    }
  }

  private int filler(int f) {
    return f < model.fillers.length ? model.fillers[f] : AlignmentModel.UNWRITTEN;
  }

  private double penalty(AlignmentSettings settings, int f) {
    if (filler(f) == AlignmentModel.UNWRITTEN) {
      return settings.unwrittenPenalty();
    }
    return f == 0 ? settings.silencePenalty() : settings.noisePenalty();
  }

  private void addVariant(int[] spoken, int w, int v) {
    int last = spoken.length - 1;
    if (last == 0) {
      for (int l = 0; l < leftCount; l++) {
        for (int r = 0; r < rightCount; r++) {
          int sequence = phones.sequence(spoken[0], lefts[l], rights[r], Position.SINGLE);
          int instance = begin(spoken[0], sequence, w, v);
          addEntriesFromLeft(lefts[l], spoken[0]);
          end(spoken[0]);
          enterAtStart(instance, lefts[l], w);
          addExit(instance, rights[r]);
        }
      }
      return;
    }
    addFirst(spoken, w, v);
    int before = -1;
    for (int i = 1; i < last; i++) {
      int sequence = phones.sequence(spoken[i], spoken[i - 1], spoken[i + 1], Position.INTERNAL);
      int instance = begin(spoken[i], sequence, w, v);
      addInnerEntries(before, spoken[i - 1]);
      end(spoken[i]);
      before = instance;
    }
    addLast(spoken, w, v, before);
  }

  /** First phones, one for all left neighbours that give the same sequence. */
  private void addFirst(int[] spoken, int w, int v) {
    firstCount = 0;
    for (int l = 0; l < leftCount; l++) {
      int sequence = phones.sequence(spoken[0], lefts[l], spoken[1], Position.BEGIN);
      if (indexOf(sequence) >= 0) {
        continue;
      }
      int instance = begin(spoken[0], sequence, w, v);
      for (int same = l; same < leftCount; same++) {
        if (phones.sequence(spoken[0], lefts[same], spoken[1], Position.BEGIN) == sequence) {
          addEntriesFromLeft(lefts[same], spoken[0]);
        }
      }
      end(spoken[0]);
      for (int same = l; same < leftCount; same++) {
        if (phones.sequence(spoken[0], lefts[same], spoken[1], Position.BEGIN) == sequence) {
          enterAtStart(instance, lefts[same], w);
        }
      }
      if (firstCount == firsts.length) {
        firsts = Arrays.copyOf(firsts, 2 * firstCount);
        sequences = Arrays.copyOf(sequences, 2 * firstCount);
      }
      firsts[firstCount] = instance;
      sequences[firstCount++] = sequence;
    }
  }

  private int indexOf(int sequence) {
    for (int i = 0; i < firstCount; i++) {
      if (sequences[i] == sequence) {
        return i;
      }
    }
    return -1;
  }

  /** Last phones, one for all right neighbours that give the same sequence. */
  private void addLast(int[] spoken, int w, int v, int before) {
    int last = spoken.length - 1;
    int firstLast = instances;
    for (int r = 0; r < rightCount; r++) {
      int sequence = phones.sequence(spoken[last], spoken[last - 1], rights[r], Position.END);
      int found = -1;
      for (int earlier = 0; earlier < r && found < 0; earlier++) {
        if (phones.sequence(spoken[last], spoken[last - 1], rights[earlier], Position.END)
            == sequence) {
          found = exitOf(firstLast, rights[earlier]);
        }
      }
      if (found < 0) {
        found = begin(spoken[last], sequence, w, v);
        addInnerEntries(before, spoken[last - 1]);
        end(spoken[last]);
      }
      addExit(found, rights[r]);
    }
  }

  private int exitOf(int firstLast, int right) {
    for (int i = 0; i < nextExitCount; i++) {
      if (nextExits[i] >= firstLast && nextExitRights[i] == right) {
        return nextExits[i];
      }
    }
    return -1;
  }

  /** From the inner phone before, or from all first phones when there is none. */
  private void addInnerEntries(int before, int phoneBefore) {
    if (before >= 0) {
      addEntries(before, phoneBefore, 0);
      return;
    }
    for (int i = 0; i < firstCount; i++) {
      addEntries(firsts[i], phoneBefore, 0);
    }
  }

  private void addEntriesFromLeft(int left, int own) {
    if (left == phones.silence()) {
      for (int f = 0; f < fillers; f++) {
        addEntries(firstFiller + f, filler(f), 0);
      }
    }
    for (int i = 0; i < exitCount; i++) {
      if (phone[exits[i]] == left && exitRights[i] == own) {
        addEntries(exits[i], left, 0);
      }
    }
  }

  private void enterAtStart(int instance, int left, int w) {
    if (w == 0 && left == phones.silence()) {
      addBeginning(instance, 0);
    }
  }

  private void collectRights(int[][][] spoken, int w) {
    rightCount = 0;
    addRight(phones.silence());
    if (w + 1 < spoken.length) {
      for (int[] next : spoken[w + 1]) {
        addRight(next[0]);
      }
    }
  }

  private void addRight(int right) {
    for (int i = 0; i < rightCount; i++) {
      if (rights[i] == right) {
        return;
      }
    }
    if (rightCount == rights.length) {
      rights = Arrays.copyOf(rights, 2 * rightCount);
    }
    rights[rightCount++] = right;
  }

  private void collectLefts(int[][] variants) {
    leftCount = 1;
    for (int[] spoken : variants) {
      int left = spoken[spoken.length - 1];
      boolean known = false;
      for (int i = 0; i < leftCount; i++) {
        known |= lefts[i] == left;
      }
      if (known) {
        continue;
      }
      if (leftCount == lefts.length) {
        lefts = Arrays.copyOf(lefts, 2 * leftCount);
      }
      lefts[leftCount++] = left;
    }
  }

  private void addExit(int instance, int right) {
    if (nextExitCount == nextExits.length) {
      nextExits = Arrays.copyOf(nextExits, 2 * nextExitCount);
      nextExitRights = Arrays.copyOf(nextExitRights, 2 * nextExitCount);
    }
    nextExits[nextExitCount] = instance;
    nextExitRights[nextExitCount++] = right;
  }

  private void swapExits() {
    int[] swap = exits;
    exits = nextExits;
    nextExits = swap;
    swap = exitRights;
    exitRights = nextExitRights;
    nextExitRights = swap;
    exitCount = nextExitCount;
  }

  private void addBeginning(int instance, float logProb) {
    if (beginningCount == beginnings.length) {
      beginnings = Arrays.copyOf(beginnings, 2 * beginningCount);
      beginningLogProbs = Arrays.copyOf(beginningLogProbs, 2 * beginningCount);
    }
    beginnings[beginningCount] = instance;
    beginningLogProbs[beginningCount++] = logProb;
  }

  private void addEnding(int instance) {
    if (endingCount == endings.length) {
      endings = Arrays.copyOf(endings, 2 * endingCount);
    }
    endings[endingCount++] = instance;
  }

  /** Begins an instance: what is added until {@link #end} leads to its first state. */
  private int begin(int phoneId, int sequence, int w, int v) {
    if (instances == phone.length) {
      phone = Arrays.copyOf(phone, 2 * instances);
      word = Arrays.copyOf(word, 2 * instances);
      variant = Arrays.copyOf(variant, 2 * instances);
    }
    phone[instances] = phoneId;
    word[instances] = w;
    variant[instances] = v;
    if (states + width > tiedState.length) {
      int room = 2 * tiedState.length + width;
      tiedState = Arrays.copyOf(tiedState, room);
      lowestTarget = Arrays.copyOf(lowestTarget, room);
      highestTarget = Arrays.copyOf(highestTarget, room);
    }
    for (int state = 0; state < width; state++) {
      tiedState[states + state] = sequence < 0 ? -1 : phones.tiedState(sequence, state);
    }
    ensureArcStart();
    arcStart[states] = arcs;
    addArc(states, transition(phoneId, 0, 0));
    return instances++;
  }

  /** Adds the arcs inside the instance begun last. */
  private void end(int phoneId) {
    for (int to = 1; to < width; to++) {
      arcStart[states + to] = arcs;
      for (int from = 0; from <= to; from++) {
        addArc(states + from, transition(phoneId, from, to));
      }
    }
    states += width;
  }

  /** Arcs from all states in which an instance may end. */
  private void addEntries(int from, int phoneId, float penalty) {
    for (int state = 0; state < width; state++) {
      float logProb = transition(phoneId, state, width);
      if (logProb > AlignmentModel.NEVER) {
        addArc(from * width + state, logProb + penalty);
      }
    }
  }

  float transition(int phoneId, int from, int to) {
    int row = phoneId == AlignmentModel.UNWRITTEN ? phones.silence() : phoneId;
    return model.transitions[(row * width + from) * (width + 1) + to];
  }

  private void addArc(int from, float logProb) {
    if (logProb <= AlignmentModel.NEVER) {
      return;
    }
    if (arcs == arcFrom.length) {
      arcFrom = Arrays.copyOf(arcFrom, 2 * arcs);
      arcLogProb = Arrays.copyOf(arcLogProb, 2 * arcs);
    }
    arcFrom[arcs] = from;
    arcLogProb[arcs++] = logProb;
  }

  private void ensureArcStart() {
    if (states + width + 1 > arcStart.length) {
      arcStart = Arrays.copyOf(arcStart, 2 * arcStart.length + width + 1);
    }
  }

  private void findTargets() {
    for (int state = 0; state < states; state++) {
      lowestTarget[state] = state;
      highestTarget[state] = state;
    }
    for (int state = 0; state < states; state++) {
      for (int arc = arcStart[state]; arc < arcStart[state + 1]; arc++) {
        int from = arcFrom[arc];
        lowestTarget[from] = Math.min(lowestTarget[from], state);
        highestTarget[from] = Math.max(highestTarget[from], state);
      }
    }
  }
}
