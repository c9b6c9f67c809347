package io.diction.speech.decode;

/** Nodes by parent and label: an open-addressing table, since boxed keys would fill the memory. */
final class NodeTable {
  private long[] keys = new long[1 << 12];

  /** Node plus one; 0 is free. */
  private int[] nodes = new int[1 << 12];

  private int size;

  /** The node of a key, -1 for an unknown one. */
  int find(long key) {
    return nodes[slot(key)] - 1;
  }

  /** Adds a key that is not there yet. */
  void put(long key, int node) {
    if (2 * ++size > nodes.length) {
      long[] before = keys;
      int[] beforeNodes = nodes;
      keys = new long[2 * before.length];
      nodes = new int[2 * before.length];
      for (int i = 0; i < before.length; i++) {
        if (beforeNodes[i] != 0) {
          int slot = slot(before[i]);
          keys[slot] = before[i];
          nodes[slot] = beforeNodes[i];
        }
      }
    }
    int slot = slot(key);
    keys[slot] = key;
    nodes[slot] = node + 1;
  }

  private int slot(long key) {
    int mask = nodes.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (nodes[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
