package io.diction.speech.lattice;

import java.io.IOException;
import java.util.Locale;

/**
 * Writes lattices in the standard lattice format of HTK ("The HTK Book", version 3.4, chapter 20):
 * nodes with their times, links with words and scores. Scores are natural logarithms, those of the
 * language model not weighted; {@code !NULL} stands for silence and noise, {@code !SENT_END} for
 * the end of the sentence.
 */
public final class StandardLattice {
  private StandardLattice() {}

  /**
   * Writes a lattice.
   *
   * @param utterance its name
   * @param framesPerSecond of the lattice
   */
  public static void write(
      Lattice lattice, String utterance, double framesPerSecond, Appendable out)
      throws IOException {
    out.append("VERSION=1.0\nUTTERANCE=").append(quoted(utterance)).append('\n');
    out.append(
        String.format(
            Locale.ROOT,
            "base=2.718281828\nlmscale=%.4f wdpenalty=%.4f\nstart=0 end=%d\nN=%d L=%d\n",
            lattice.weights().languageWeight(),
            lattice.weights().wordPenalty(),
            Math.max(0, lattice.nodes() - 1),
            lattice.nodes(),
            lattice.arcs()));
    for (int node = 0; node < lattice.nodes(); node++) {
      out.append(
          String.format(Locale.ROOT, "I=%d t=%.2f\n", node, lattice.frame(node) / framesPerSecond));
    }
    for (int node = 0; node < lattice.nodes(); node++) {
      for (int arc = lattice.firstArc(node); arc < lattice.firstArc(node + 1); arc++) {
        out.append(
            String.format(
                Locale.ROOT,
                "J=%d S=%d E=%d W=%s a=%.3f l=%.3f\n",
                arc,
                lattice.from(arc),
                node,
                word(lattice, arc),
                lattice.acoustic(arc),
                lattice.language(arc)));
      }
    }
  }

  private static String word(Lattice lattice, int arc) {
    if (lattice.isWord(arc)) {
      return quoted(lattice.vocabulary().word(lattice.word(arc)));
    }
    return lattice.word(arc) == Lattice.FILLER ? "!NULL" : "!SENT_END";
  }

  /** A word with a quote at its start, a blank or a backslash needs backslashes. */
  private static String quoted(String word) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\' || Character.isWhitespace(c) || (i == 0 && (c == '\'' || c == '"'))) {
        escaped.append('\\');
      }
      escaped.append(c == '\n' || c == '\r' ? ' ' : c);
    }
    return escaped.toString();
  }
}
