package io.diction.speech.display;

import io.diction.speech.FormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is to be displayed, as a pattern: {@code \d} a digit, {@code \l} a letter shown small,
 * {@code &#92;u} one shown as a capital, {@code \a} a letter, classes {@code [5-7]}, groups {@code
 * (A|B)}, repetition {@code ? + *}, {@code {spoken>written}}, {@code {dropped}}; any other
 * character stands for itself, and one that is neither letter nor digit need not be spoken.
 *
 * <p>Compiled to a nondeterministic automaton after K. Thompson, "Regular Expression Search
 * Algorithm", Communications of the ACM 11(6), 1968: its size is that of the pattern and no pattern
 * can make matching take exponential time. Immutable.
 */
final class ItnPattern {
  private static final int MOST_NODES = 2_000;
  private static final int DEEPEST = 30;

  /** What a node asks for. */
  enum Type {
    /** Nothing; goes on to one or two nodes. */
    SPLIT,
    /** A character out of a set. */
    CHARACTER,
    /** A character that is shown and need not be spoken. */
    SIGN,
    /** Words, shown otherwise. */
    WORDS,
    /** The end of the pattern. */
    END
  }

  /**
   * A node of the automaton.
   *
   * @param text of a character the set, two of each range; of a sign itself; of words what is shown
   * @param shown {@code l} small, {@code u} capital, {@code =} as in the pattern, else as said
   * @param words spoken, in lower case
   */
  record Node(Type type, String text, char shown, List<String> words) {}

  private final List<Node> nodes = new ArrayList<>();
  private final List<int[]> next = new ArrayList<>();
  private final int start;

  private ItnPattern(String written) throws FormatException {
    Parser parser = new Parser(written);
    int[] whole = parser.alternatives(0);
    if (parser.at < written.length()) {
      throw parser.wrong("a closing bracket that was not opened");
    }
    int end = node(new Node(Type.END, "", ' ', List.of()));
    connect(whole[1], end);
    start = whole[0];
    if (parser.consuming == 0) {
      throw parser.wrong("nothing in the pattern has to be spoken");
    }
  }

  /**
   * @throws FormatException with the column of what is wrong
   */
  static ItnPattern parse(String written) throws FormatException {
    return new ItnPattern(written);
  }

  int start() {
    return start;
  }

  int size() {
    return nodes.size();
  }

  Node node(int id) {
    return nodes.get(id);
  }

  int[] next(int id) {
    return next.get(id);
  }

  private int node(Node node) {
    nodes.add(node);
    next.add(new int[0]);
    return nodes.size() - 1;
  }

  private void connect(int from, int to) {
    int[] longer = Arrays.copyOf(next.get(from), next.get(from).length + 1);
    longer[longer.length - 1] = to;
    next.set(from, longer);
  }

  private int split() {
    return node(new Node(Type.SPLIT, "", ' ', List.of()));
  }

  /** Recursive descent; every part is an entry and an exit node. */
  private final class Parser {
    private final String written;
    private int at;
    private int consuming;

    Parser(String written) {
      this.written = written;
    }

    FormatException wrong(String reason) {
      return new FormatException("pattern", "column " + (at + 1), reason);
    }

    int[] alternatives(int depth) throws FormatException {
      if (depth > DEEPEST) {
        throw wrong("brackets within each other deeper than " + DEEPEST);
      }
      int in = split();
      int out = split();
      while (true) {
        int[] part = sequence(depth);
        connect(in, part[0]);
        connect(part[1], out);
        if (at >= written.length() || written.charAt(at) != '|') {
          return new int[] {in, out};
        }
        at++;
      }
    }

    private int[] sequence(int depth) throws FormatException {
      int in = split();
      int last = in;
      while (at < written.length() && written.charAt(at) != '|' && written.charAt(at) != ')') {
        int[] part = repeated(depth);
        connect(last, part[0]);
        last = part[1];
        if (nodes.size() > MOST_NODES) {
          throw wrong("the pattern is too long");
        }
      }
      return new int[] {in, last};
    }

    private int[] repeated(int depth) throws FormatException {
      int[] part = single(depth);
      while (at < written.length() && "?+*".indexOf(written.charAt(at)) >= 0) {
        char sign = written.charAt(at++);
        int in = split();
        int out = split();
        connect(in, part[0]);
        connect(part[1], out);
        if (sign != '?') {
          connect(out, in);
        }
        if (sign != '+') {
          connect(in, out);
        }
        // The way on must not lead back in: a node of its own.
        int exit = split();
        connect(out, exit);
        part = new int[] {in, exit};
      }
      return part;
    }

    private int[] single(int depth) throws FormatException {
      char c = written.charAt(at);
      switch (c) {
        case '(' -> {
          at++;
          int[] group = alternatives(depth + 1);
          if (at >= written.length()) {
            throw wrong("a bracket ( is not closed");
          }
          at++;
          return group;
        }
        case '[' -> {
          return set();
        }
        case '{' -> {
          return words();
        }
        case '\\' -> {
          return escape();
        }
        case '?', '+', '*' -> throw wrong("nothing to repeat before " + c);
        default -> {
          at++;
          return literal(c);
        }
      }
    }

    private int[] literal(char c) {
      boolean sign = !Character.isLetterOrDigit(c);
      if (!sign) {
        consuming++;
      }
      String text = String.valueOf(c);
      int id =
          node(
              sign
                  ? new Node(Type.SIGN, text, '=', List.of())
                  : new Node(Type.CHARACTER, "" + Character.toLowerCase(c) + c, '=', List.of()));
      return new int[] {id, id};
    }

    private int[] escape() throws FormatException {
      at++;
      if (at >= written.length()) {
        throw wrong("nothing behind \\");
      }
      char c = written.charAt(at++);
      return switch (c) {
        case 'd' -> character("09", ' ');
        case 'l' -> character("az", 'l');
        case 'u' -> character("az", 'u');
        case 'a' -> character("az", ' ');
        default -> literal(c);
      };
    }

    private int[] character(String set, char shown) {
      consuming++;
      int id = node(new Node(Type.CHARACTER, set, shown, List.of()));
      return new int[] {id, id};
    }

    private int[] set() throws FormatException {
      int close = written.indexOf(']', at);
      if (close < 0) {
        throw wrong("a bracket [ is not closed");
      }
      String inside = written.substring(at + 1, close).toLowerCase(Locale.ROOT);
      StringBuilder ranges = new StringBuilder();
      for (int i = 0; i < inside.length(); i++) {
        boolean range = i + 2 < inside.length() && inside.charAt(i + 1) == '-';
        char to = range ? inside.charAt(i + 2) : inside.charAt(i);
        if (to < inside.charAt(i)) {
          throw wrong("a range that runs backwards");
        }
        ranges.append(inside.charAt(i)).append(to);
        i += range ? 2 : 0;
      }
      if (ranges.isEmpty()) {
        throw wrong("an empty class []");
      }
      at = close + 1;
      return character(ranges.toString(), ' ');
    }

    private int[] words() throws FormatException {
      int close = written.indexOf('}', at);
      if (close < 0) {
        throw wrong("a bracket { is not closed");
      }
      String inside = written.substring(at + 1, close);
      int arrow = inside.indexOf('>');
      String spoken = (arrow < 0 ? inside : inside.substring(0, arrow)).strip();
      if (spoken.isEmpty()) {
        throw wrong("nothing spoken within { }");
      }
      at = close + 1;
      consuming++;
      int id =
          node(
              new Node(
                  Type.WORDS,
                  arrow < 0 ? "" : inside.substring(arrow + 1),
                  '=',
                  List.of(spoken.toLowerCase(Locale.ROOT).split("\\s+"))));
      return new int[] {id, id};
    }
  }
}
