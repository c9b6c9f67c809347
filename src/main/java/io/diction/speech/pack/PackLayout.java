package io.diction.speech.pack;

import io.diction.speech.FormatException;
import io.diction.speech.Json;
import io.diction.speech.corpus.CorpusFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which files of a folder or archive are the parts of a pack: from its description, and
 * where that is silent from their names. What was guessed is said.
 */
final class PackLayout {
  private static final int MAX_DESCRIPTION = 1 << 20;
  private static final Pattern DICTIONARY = Pattern.compile("(?i).*\\.(dic|dict)");
  private static final Pattern LANGUAGE_MODEL =
      Pattern.compile("(?i).*\\.(lm|lm\\.gz|lm\\.bin|lm\\.dmp|dmp|arpa|arpa\\.gz)");
  private static final Pattern LANGUAGE =
      Pattern.compile("(?:^|[-_. ])([a-z]{2})(?:[-_]([A-Za-z]{2}))?(?=$|[-_. ])");
  private static final Pattern TEXT =
      Pattern.compile("(?i)(readme|licen[cs]e|copying|notice|authors)([-._].*)?");

  /** Two letters that are languages by ISO 639 but mean something else in names of models. */
  private static final Set<String> NOT_LANGUAGES = Set.of("am", "lm", "ng", "to", "of", "in", "no");

  private final String source;
  private final Map<String, CorpusFile> files = new TreeMap<>();
  private final List<PackFinding> findings;
  private final List<String> guesses = new ArrayList<>();

  private PackLayout(String source, List<PackFinding> findings) {
    this.source = source;
    this.findings = findings;
  }

  /**
   * What was found.
   *
   * @param description complete and valid
   * @param files those that belong to the pack, by their path in it
   */
  record Found(PackDescription description, Map<String, CorpusFile> files) {}

  /**
   * Looks through files.
   *
   * @param source name of the folder or archive
   * @param date of the pack where nothing tells it, eight digits
   * @param findings receives what is wrong and what was guessed
   * @return null when something is missing, which is among the findings
   */
  static @Nullable Found find(
      String source,
      List<CorpusFile> files,
      PackOptions options,
      String date,
      List<PackFinding> findings)
      throws IOException {
    PackLayout layout = new PackLayout(source, findings);
    layout.add(files);
    return layout.find(options, date);
  }

  /** An archive often holds one folder with everything; that folder is the pack. */
  private void add(List<CorpusFile> given) {
    for (CorpusFile file : given) {
      if (!file.name().startsWith("__MACOSX/")) {
        files.put(file.name(), file);
      }
    }
    String described =
        files.keySet().stream().filter(PackLayout::isDescription).findFirst().orElse("");
    int slash = described.lastIndexOf('/');
    if (slash > 0) {
      String top = described.substring(0, slash + 1);
      Map<String, CorpusFile> inside = new TreeMap<>();
      files.forEach(
          (name, file) -> {
            if (name.startsWith(top)) {
              inside.put(name.substring(top.length()), file);
            }
          });
      files.clear();
      files.putAll(inside);
    }
  }

  private static boolean isDescription(String name) {
    return name.equals(PackDescription.FILE) || name.endsWith("/" + PackDescription.FILE);
  }

  private @Nullable Found find(PackOptions options, String date) throws IOException {
    PackDescription stated = stated();
    String acoustic = orElse(stated == null ? "" : stated.acousticModel(), this::acousticModel);
    String dictionary =
        orElse(
            stated == null ? "" : stated.dictionary(),
            () -> only("dictionary", "dictionary", this::isDictionary));
    String language =
        orElse(
            stated == null ? "" : stated.languageModel(),
            () -> only("language model", "languageModel", this::isLanguageModel));
    if (acoustic == null || dictionary == null || language == null) {
      return null;
    }
    String locale = firstOf(options.locale(), stated == null ? "" : stated.locale());
    if (locale.isEmpty()) {
      locale = guessedLocale(acoustic, dictionary, language);
    }
    String name = firstOf(options.name(), stated == null ? "" : stated.name());
    if (name.isEmpty()) {
      name = guess("name", nameOf(source, locale));
    }
    String when = stated == null ? "" : stated.date();
    if (when.isEmpty()) {
      when = guess("date", date);
    }
    PackDescription description =
        PackDescription.of(
            name,
            locale,
            when,
            stated == null ? "" : stated.phoneSet(),
            stated == null ? "" : stated.licence(),
            acoustic,
            dictionary,
            language);
    return finish(description, stated == null);
  }

  private @Nullable Found finish(PackDescription description, boolean undescribed) {
    if (!guesses.isEmpty()) {
      findings.add(
          PackFinding.warning(
              (undescribed
                      ? "it holds no pack.json; taken from the files: "
                      : "taken from the files: ")
                  + String.join(", ", guesses)
                  + ". To state it yourself put a pack.json into the pack that begins with"
                  + " {\"format\": \"diction-pack\", \"formatVersion\": 1, \"name\": \""
                  + description.name()
                  + "\", \"locale\": \""
                  + description.locale()
                  + "\", \"date\": \""
                  + description.date()
                  + "\", \"phoneSet\": …, \"licence\": …}"));
    }
    if (description.licence().isEmpty()) {
      findings.add(
          PackFinding.warning(
              "its licence is not stated; add \"licence\" to pack.json, so that users know what"
                  + " they may do"));
    }
    String problem = description.problem();
    if (problem != null) {
      findings.add(PackFinding.error(PackDescription.FILE + ": " + problem));
      return null;
    }
    Map<String, CorpusFile> wanted = new TreeMap<>();
    files.forEach(
        (name, file) -> {
          if (description.isModelFile(name) || isText(name)) {
            wanted.put(name, file);
          }
        });
    for (String file : List.of(description.dictionary(), description.languageModel())) {
      if (!wanted.containsKey(file)) {
        findings.add(PackFinding.error("the file " + file + " that pack.json names is missing"));
      }
    }
    if (!wanted.containsKey(description.acousticFile("mdef"))) {
      findings.add(
          PackFinding.error(
              "the folder \"%s\" that pack.json names as acousticModel holds no mdef"
                  .formatted(description.acousticModel())));
    }
    return new Found(description, wanted);
  }

  private @Nullable PackDescription stated() throws IOException {
    CorpusFile file = files.get(PackDescription.FILE);
    if (file == null) {
      return null;
    }
    if (file.size() > MAX_DESCRIPTION) {
      throw new FormatException(
          PackDescription.FILE, "", "larger than " + MAX_DESCRIPTION + " bytes");
    }
    try (InputStream in = file.open()) {
      PackDescription description =
          Json.read(in.readAllBytes(), PackDescription.FILE, PackDescription.class);
      if (!description.format().equals(PackDescription.FORMAT)
          || description.formatVersion() > PackDescription.VERSION) {
        throw new FormatException(PackDescription.FILE, "", String.valueOf(description.problem()));
      }
      return description;
    } catch (ZipException | EOFException e) {
      throw new FormatException(PackDescription.FILE, "", "damaged inside of the archive", e);
    }
  }

  private @Nullable String acousticModel() {
    if (files.containsKey("mdef")) {
      return "";
    }
    Set<String> folders = new TreeSet<>();
    for (String name : files.keySet()) {
      if (name.endsWith("/mdef")) {
        folders.add(name.substring(0, name.length() - "/mdef".length()));
      }
    }
    if (folders.size() == 1) {
      return guess("acoustic model", folders.iterator().next());
    }
    findings.add(
        PackFinding.error(
            folders.isEmpty()
                ? "there is no acoustic model: no folder with mdef, means, variances and so on"
                : "there are several acoustic models ("
                    + listed(folders)
                    + "); name one as \"acousticModel\" in pack.json"));
    return null;
  }

  private boolean isDictionary(String name) {
    return DICTIONARY.matcher(name).matches() && !lastPart(name).startsWith("noise");
  }

  private boolean isLanguageModel(String name) {
    // Models of phones for phone recognition lie beside those of words.
    return LANGUAGE_MODEL.matcher(name).matches() && !lastPart(name).contains("phone");
  }

  private @Nullable String only(String what, String field, Predicate<String> wanted) {
    Set<String> found = new TreeSet<>();
    files.keySet().stream().filter(wanted).forEach(found::add);
    if (found.size() == 1) {
      return guess(what, found.iterator().next());
    }
    findings.add(
        PackFinding.error(
            found.isEmpty()
                ? "there is no %s (%s)"
                    .formatted(
                        what,
                        field.equals("dictionary")
                            ? "a file .dict or .dic"
                            : "a file .lm, .lm.gz, .arpa or .lm.bin")
                : "there are several files that may be the %s (%s); name one as \"%s\" in pack.json"
                    .formatted(what, listed(found), field)));
    return null;
  }

  private String guessedLocale(String acoustic, String dictionary, String language) {
    Set<String> candidates = new TreeSet<>();
    for (String name :
        List.of(lastPart(source), lastPart(acoustic), lastPart(dictionary), lastPart(language))) {
      Matcher matcher = LANGUAGE.matcher(name);
      while (matcher.find()) {
        String code = matcher.group(1);
        String country = matcher.group(2) == null ? "" : matcher.group(2).toUpperCase(Locale.ROOT);
        if (isLanguage(code)) {
          candidates.add(isCountry(country) ? code + "-" + country : code);
        }
      }
    }
    // A code with its country says more than the same code without.
    candidates.removeIf(
        code -> candidates.stream().anyMatch(other -> other.startsWith(code + "-")));
    return candidates.size() == 1 ? guess("locale", candidates.iterator().next()) : "";
  }

  private static boolean isLanguage(String code) {
    return List.of(Locale.getISOLanguages()).contains(code) && !NOT_LANGUAGES.contains(code);
  }

  private static boolean isCountry(String code) {
    return List.of(Locale.getISOCountries()).contains(code);
  }

  private static boolean isText(String name) {
    return !name.contains("/../") && TEXT.matcher(lastPart(name)).matches();
  }

  private static String nameOf(String source, String locale) {
    String name =
        lastPart(source)
            .replaceFirst("(?i)\\.zip$", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.-]+", "-")
            .replaceAll("^[.-]+|[.-]+$", "");
    String cut = name.substring(0, Math.min(32, name.length())).replaceAll("[.-]+$", "");
    return cut.isEmpty() ? locale.toLowerCase(Locale.ROOT) : cut;
  }

  private String guess(String what, String value) {
    guesses.add(what + " " + value);
    return value;
  }

  private static String listed(Set<String> names) {
    String first = String.join(", ", names.stream().limit(5).toList());
    return names.size() > 5 ? first + " and " + (names.size() - 5) + " more" : first;
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String firstOf(@Nullable String first, String second) {
    return first == null || first.isBlank() ? second : first.strip();
  }

  /** A part that somebody states, or finds, or does not. */
  @FunctionalInterface
  private interface Part {
    @Nullable String find();
  }

  private static @Nullable String orElse(String stated, Part found) {
    return stated.isEmpty() ? found.find() : stated;
  }
}
