package io.diction.speech.text;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What English abbreviates, and how it is read. */
final class EnglishAbbreviations {
  private EnglishAbbreviations() {}

  static final String MONTHS =
      "January|February|March|April|May|June|July|August|September|October|November|December"
          + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec";
  static final List<String> MONTH_NAMES =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  static final Map<String, String> ABBREVIATIONS =
      Map.ofEntries(
          Map.entry("mr", "mister"),
          Map.entry("mrs", "missus"),
          Map.entry("ms", "miz"),
          Map.entry("messrs", "messieurs"),
          Map.entry("prof", "professor"),
          Map.entry("rev", "reverend"),
          Map.entry("hon", "honorable"),
          Map.entry("gov", "governor"),
          Map.entry("sen", "senator"),
          Map.entry("rep", "representative"),
          Map.entry("gen", "general"),
          Map.entry("col", "colonel"),
          Map.entry("capt", "captain"),
          Map.entry("cmdr", "commander"),
          Map.entry("lt", "lieutenant"),
          Map.entry("sgt", "sergeant"),
          Map.entry("jr", "junior"),
          Map.entry("sr", "senior"),
          Map.entry("esq", "esquire"),
          Map.entry("ave", "avenue"),
          Map.entry("blvd", "boulevard"),
          Map.entry("rd", "road"),
          Map.entry("mt", "mount"),
          Map.entry("ft", "fort"),
          Map.entry("inc", "incorporated"),
          Map.entry("ltd", "limited"),
          Map.entry("corp", "corporation"),
          Map.entry("co", "company"),
          Map.entry("bros", "brothers"),
          Map.entry("dept", "department"),
          Map.entry("univ", "university"),
          Map.entry("assn", "association"),
          Map.entry("approx", "approximately"),
          Map.entry("est", "established"),
          Map.entry("vs", "versus"),
          Map.entry("etc", "et cetera"),
          Map.entry("fig", "figure"),
          Map.entry("vol", "volume"),
          Map.entry("ext", "extension"),
          Map.entry("jan", "january"),
          Map.entry("feb", "february"),
          Map.entry("apr", "april"),
          Map.entry("aug", "august"),
          Map.entry("sept", "september"),
          Map.entry("sep", "september"),
          Map.entry("oct", "october"),
          Map.entry("nov", "november"),
          Map.entry("dec", "december"));

  /** Units behind a number: one, several. */
  static final Map<String, String[]> UNITS =
      Map.ofEntries(
          unit("km/h", "kilometer per hour", "kilometers per hour"),
          unit("mph", "mile per hour", "miles per hour"),
          unit("km", "kilometer", "kilometers"),
          unit("cm", "centimeter", "centimeters"),
          unit("mm", "millimeter", "millimeters"),
          unit("m", "meter", "meters"),
          unit("kg", "kilogram", "kilograms"),
          unit("mg", "milligram", "milligrams"),
          unit("mcg", "microgram", "micrograms"),
          unit("µg", "microgram", "micrograms"),
          unit("g", "gram", "grams"),
          unit("lb", "pound", "pounds"),
          unit("lbs", "pound", "pounds"),
          unit("oz", "ounce", "ounces"),
          unit("ft", "foot", "feet"),
          unit("in", "inch", "inches"),
          unit("mi", "mile", "miles"),
          unit("ml", "milliliter", "milliliters"),
          unit("mL", "milliliter", "milliliters"),
          unit("l", "liter", "liters"),
          unit("L", "liter", "liters"),
          unit("hr", "hour", "hours"),
          unit("hrs", "hour", "hours"),
          unit("min", "minute", "minutes"),
          unit("sec", "second", "seconds"),
          unit("ms", "millisecond", "milliseconds"),
          unit("Hz", "hertz", "hertz"),
          unit("kHz", "kilohertz", "kilohertz"),
          unit("MHz", "megahertz", "megahertz"),
          unit("GHz", "gigahertz", "gigahertz"),
          unit("KB", "kilobyte", "kilobytes"),
          unit("MB", "megabyte", "megabytes"),
          unit("GB", "gigabyte", "gigabytes"),
          unit("TB", "terabyte", "terabytes"),
          unit("W", "watt", "watts"),
          unit("kW", "kilowatt", "kilowatts"),
          unit("V", "volt", "volts"),
          unit("°C", "degree celsius", "degrees celsius"),
          unit("°F", "degree fahrenheit", "degrees fahrenheit"),
          unit("°", "degree", "degrees"),
          unit("%", "percent", "percent"));

  /** Currency signs: one, several, hundredth. */
  static final Map<String, String[]> CURRENCIES =
      Map.of(
          "$", new String[] {"dollar", "dollars", "cent"},
          "£", new String[] {"pound", "pounds", "penny"},
          "€", new String[] {"euro", "euros", "cent"},
          "¥", new String[] {"yen", "yen", "sen"});

  static final Map<String, String> SYMBOLS =
      Map.of(
          "&",
          "and",
          "+",
          "plus",
          "=",
          "equals",
          "%",
          "percent",
          "@",
          "at",
          "×",
          "times",
          "÷",
          "divided by",
          "§",
          "section",
          "°",
          "degrees");

  private static Map.Entry<String, String[]> unit(String sign, String one, String several) {
    return Map.entry(sign, new String[] {one, several});
  }

  /** Any unit, the longest first. */
  static String unitPattern() {
    return UNITS.keySet().stream()
        .sorted((a, b) -> a.length() != b.length() ? b.length() - a.length() : a.compareTo(b))
        .map(Pattern::quote)
        .reduce((a, b) -> a + "|" + b)
        .orElseThrow();
  }
}
