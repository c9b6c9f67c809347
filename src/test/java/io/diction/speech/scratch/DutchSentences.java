package io.diction.speech.scratch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;

/**
 * Dutch sentences by the thousand, of a small grammar: orders to a house, and who does what with
 * which thing where.
 */
public final class DutchSentences {
  private static final String[] PERSONS =
      words("ik moeder vader broer zus oma buurman Anna Pieter");
  private static final String[] VERBS =
      words("ziet zoekt vindt koopt draagt bewaart tekent verkoopt repareert vergeet");
  private static final String[] ORDERS = words("breng haal pak zoek toon geef");
  private static final String[] THINGS =
      words(
          "lamp deur stoel tafel kast fiets klok tas jas fles vork lepel kaart sleutel trommel"
              + " schoen bloem appel peer krant");
  private static final String[] NEUTERS =
      words("boek mes bord glas brood bed raam kleed schilderij touw wiel geweer kussen doek");
  private static final String[] COLOURS =
      words("rode groene blauwe gele zwarte witte nieuwe oude grote kleine zware mooie");
  private static final String[] PLACES =
      words("keuken tuin kamer schuur straat winkel school gang garage kelder");
  private static final String[] WHERE = words("in naast achter bij voor");
  private static final String[] NUMBERS =
      words(
          "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien twintig dertig"
              + " veertig vijftig honderd duizend");
  private static final String[] TIMES =
      words("vandaag morgen gisteren straks vaak nooit altijd soms");
  private static final String[] SWITCHES = words("aan uit open dicht hoger lager zachter");

  private final Random random;

  /** Things with the place they belong to in front, as one word: {@code keukenlamp}. */
  private final boolean compounds;

  private DutchSentences(long seed, boolean compounds) {
    random = new Random(seed);
    this.compounds = compounds;
  }

  /** Sentences of some 140 words. */
  public static DutchSentences small(long seed) {
    return new DutchSentences(seed, false);
  }

  /** Sentences of some 480 words, many of which differ by a part only. */
  public static DutchSentences large(long seed) {
    return new DutchSentences(seed, true);
  }

  private static String[] words(String text) {
    return text.toLowerCase(Locale.ROOT).split(" ");
  }

  /** All words that sentences are made of. */
  public List<String> vocabulary() {
    TreeSet<String> all = new TreeSet<>(List.of("de", "het", "zet", "doe", "en", "om", "uur"));
    for (String[] words :
        List.of(
            PERSONS, VERBS, ORDERS, THINGS, NEUTERS, COLOURS, PLACES, WHERE, NUMBERS, TIMES,
            SWITCHES)) {
      all.addAll(List.of(words));
    }
    for (String place : compounds ? PLACES : new String[0]) {
      for (String thing : THINGS) {
        all.add(place + thing);
      }
      for (String thing : NEUTERS) {
        all.add(place + thing);
      }
    }
    return List.copyOf(all);
  }

  String next() {
    return switch (random.nextInt(5)) {
      case 0 -> "zet " + thing() + " " + place() + " " + one(SWITCHES);
      case 1 -> one(PERSONS) + " " + one(VERBS) + " " + one(TIMES) + " " + thing() + " " + place();
      case 2 -> one(TIMES) + " " + one(VERBS) + " " + one(PERSONS) + " " + thing();
      case 3 -> one(ORDERS) + " " + thing() + " en " + thing() + " om " + one(NUMBERS) + " uur";
      default -> "doe " + thing() + " " + one(NUMBERS) + " " + one(SWITCHES);
    };
  }

  /** Different sentences, none of them among those given. */
  public List<String> next(int count, List<String> others) {
    TreeSet<String> taken = new TreeSet<>(others);
    List<String> sentences = new ArrayList<>();
    while (sentences.size() < count) {
      String sentence = next();
      if (taken.add(sentence)) {
        sentences.add(sentence);
      }
    }
    return sentences;
  }

  private String thing() {
    String colour = random.nextBoolean() ? one(COLOURS) + " " : "";
    String part = compounds && random.nextInt(3) > 0 ? one(PLACES) : "";
    return random.nextInt(THINGS.length + NEUTERS.length) < THINGS.length
        ? "de " + colour + part + one(THINGS)
        : "het " + colour + part + one(NEUTERS);
  }

  private String place() {
    return one(WHERE) + " de " + one(PLACES);
  }

  private String one(String[] words) {
    return words[random.nextInt(words.length)];
  }
}
