package io.diction.speech.lexicon;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A lexicon with words added on top: an added word's pronunciations replace those below. */
public final class LayeredLexicon implements Lexicon {
  private final Lexicon below;
  private final SortedMap<String, List<Pronunciation>> added;

  public LayeredLexicon(Lexicon below, Map<String, List<Pronunciation>> added) {
    this.below = below;
    this.added = new TreeMap<>();
    added.forEach((word, spoken) -> this.added.put(word, List.copyOf(spoken)));
  }

  @Override
  public List<Pronunciation> pronunciations(String word) {
    List<Pronunciation> own = added.get(word);
    return own == null ? below.pronunciations(word) : own;
  }

  @Override
  public Set<String> words() {
    return new AbstractSet<>() {
      @Override
      public Iterator<String> iterator() {
        return stream().iterator();
      }

      @Override
      public Stream<String> stream() {
        return Stream.concat(
            below.words().stream(), added.keySet().stream().filter(w -> !isBelow(w)));
      }

      @Override
      public int size() {
        return (int) stream().count();
      }

      @Override
      public boolean contains(Object word) {
        return added.containsKey(word) || below.words().contains(word);
      }
    };
  }

  private boolean isBelow(String word) {
    return below.words().contains(word);
  }
}
