package io.diction.speech.pack;

import io.diction.speech.BinaryFile;
import io.diction.speech.FormatException;
import io.diction.speech.Json;
import io.diction.speech.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code pack.json}: what a pack is and where its parts lie. Whoever makes a pack writes the first
 * seven; the checksums are added when it is installed, so that no file of it changes unnoticed.
 *
 * @param format always {@value #FORMAT}
 * @param formatVersion raised when older engines could not read the pack
 * @param name by which users choose it: lower-case letters, digits, dots, hyphens; at most 32
 * @param locale such as {@code de-DE}
 * @param date of the model, eight digits such as {@code 20160629}
 * @param phoneSet which notation the phones follow, such as {@code ARPAbet}; empty for unknown
 * @param licence under which terms the pack may be used; empty for unknown
 * @param acousticModel folder of the acoustic model in the pack, empty for the pack's own
 * @param dictionary path of the dictionary in the pack
 * @param languageModel path of the language model in the pack
 * @param files path to SHA-256 of every other file; empty before the pack is installed
 * @param checksum SHA-256 over all other fields; empty before the pack is installed
 */
public record PackDescription(
    String format,
    int formatVersion,
    String name,
    String locale,
    String date,
    String phoneSet,
    String licence,
    String acousticModel,
    String dictionary,
    String languageModel,
    SortedMap<String, String> files,
    String checksum) {
  public static final String FILE = "pack.json";
  static final String FORMAT = "diction-pack";
  static final int VERSION = 1;

  /** The files of an acoustic model that recognition or the C programs read. */
  static final List<String> ACOUSTIC_FILES =
      List.of(
          "feat.params",
          "mdef",
          "means",
          "variances",
          "mixture_weights",
          "sendump",
          "transition_matrices",
          "noisedict",
          "feature_transform");

  /** Those of them without which there is no model, beside its weights in one of two forms. */
  private static final List<String> NEEDED_ACOUSTIC_FILES =
      List.of("feat.params", "mdef", "means", "variances", "transition_matrices");

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,31}");
  private static final Pattern DATE = Pattern.compile("[12][0-9]{7}");
  private static final Pattern PATH =
      Pattern.compile("(?!.*(^|/)\\.\\.?(/|$))[^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]{0,499}");

  /** Missing parts become empty texts, which {@link #problem} names. */
  public PackDescription {
    format = text(format);
    name = text(name);
    locale = text(locale);
    date = text(date).replaceAll("[-./]", "");
    phoneSet = text(phoneSet);
    licence = text(licence);
    acousticModel = text(acousticModel).replaceAll("/+$", "");
    dictionary = text(dictionary);
    languageModel = text(languageModel);
    files = new TreeMap<>(files == null ? new TreeMap<>() : files);
    checksum = text(checksum);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  /** A description as a maker of packs writes it. */
  public static PackDescription of(
      String name,
      String locale,
      String date,
      String phoneSet,
      String licence,
      String acousticModel,
      String dictionary,
      String languageModel) {
    return new PackDescription(
        FORMAT,
        VERSION,
        name,
        locale,
        date,
        phoneSet,
        licence,
        acousticModel,
        dictionary,
        languageModel,
        new TreeMap<>(),
        "");
  }

  /**
   * Reads the description of an installed or finished pack.
   *
   * @throws FormatException when there is none or it is not complete
   */
  static PackDescription read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    String name = folder.getFileName() + "/" + FILE;
    if (!Files.isRegularFile(file)) {
      throw new FormatException(String.valueOf(folder.getFileName()), "", "holds no " + FILE);
    }
    PackDescription description = Json.read(file, PackDescription.class);
    String problem = description.problem();
    if (problem != null) {
      throw new FormatException(name, "", problem);
    }
    return description;
  }

  /** Writes the description into the folder of a pack. */
  public void write(Path folder) throws IOException {
    BinaryFile.replace(folder.resolve(FILE), out -> out.write(Json.bytes(this)));
  }

  /** What is wrong with it, in a sentence; null when nothing is. */
  @Nullable String problem() {
    if (!format.equals(FORMAT)) {
      return "\"format\" must be \"" + FORMAT + "\", is \"" + clip(format) + "\"";
    }
    if (formatVersion > VERSION) {
      return "made for a newer version of Diction: its format is "
          + formatVersion
          + ", this one reads "
          + VERSION;
    }
    if (!NAME.matcher(name).matches()) {
      return "\"name\" must be 1 to 32 lower-case letters, digits, dots or hyphens, is \""
          + clip(name)
          + "\"";
    }
    if (language() == null) {
      return "\"locale\" must name a language such as \"de-DE\", is \"" + clip(locale) + "\"";
    }
    if (!DATE.matcher(date).matches()) {
      return "\"date\" must be a date such as \"20160629\", is \"" + clip(date) + "\"";
    }
    if (phoneSet.length() > 64 || licence.length() > 2000) {
      return "\"phoneSet\" or \"licence\" is too long (64 and 2000 characters)";
    }
    if (!acousticModel.isEmpty() && !PATH.matcher(acousticModel).matches()) {
      return "\"acousticModel\" must be a folder of the pack, is \"" + clip(acousticModel) + "\"";
    }
    if (!PATH.matcher(dictionary).matches()) {
      return "\"dictionary\" must be a file of the pack, is \"" + clip(dictionary) + "\"";
    }
    if (!PATH.matcher(languageModel).matches()) {
      return "\"languageModel\" must be a file of the pack, is \"" + clip(languageModel) + "\"";
    }
    for (String file : files.keySet()) {
      if (!PATH.matcher(file).matches()) {
        return "names a file outside of the pack";
      }
    }
    if (!checksum.isEmpty() && !checksum.equals(computedChecksum())) {
      return "changed since the pack was installed: its checksum is not that of what it says";
    }
    return null;
  }

  /** The locale; null when it is none that has a language. */
  @Nullable Locale language() {
    Locale parsed = Locale.forLanguageTag(locale.replace('_', '-'));
    return parsed.getLanguage().isEmpty() || parsed.toLanguageTag().length() > 35 ? null : parsed;
  }

  /** Path of a file of the acoustic model. */
  String acousticFile(String file) {
    return acousticModel.isEmpty() ? file : acousticModel + "/" + file;
  }

  /** Whether a file is part of what recognises, not a text beside it. */
  boolean isModelFile(String file) {
    return file.equals(dictionary)
        || file.equals(languageModel)
        || ACOUSTIC_FILES.stream().anyMatch(known -> acousticFile(known).equals(file));
  }

  /** The first file that every pack has and that is not among those given; null when all are. */
  @Nullable String missing(Set<String> given) {
    List<String> needed = new ArrayList<>(List.of(dictionary, languageModel));
    NEEDED_ACOUSTIC_FILES.forEach(file -> needed.add(acousticFile(file)));
    if (!given.contains(acousticFile("sendump"))) {
      needed.add(acousticFile("mixture_weights"));
    }
    return needed.stream().filter(file -> !given.contains(file)).findFirst().orElse(null);
  }

  /** SHA-256 of the lines {@code <sha256 of the file> <path>\n} of all model files, sorted. */
  String sha256() {
    StringBuilder lines = new StringBuilder();
    files.forEach(
        (file, sum) -> {
          if (isModelFile(file)) {
            lines.append(sum).append("  ").append(file).append('\n');
          }
        });
    return Sha256.ofText(lines.toString());
  }

  private String computedChecksum() {
    Sha256 sum = new Sha256();
    sum.add(format).add(String.valueOf(formatVersion)).add(name).add(locale).add(date);
    sum.add(phoneSet).add(licence).add(acousticModel).add(dictionary).add(languageModel);
    files.forEach((file, each) -> sum.add(file).add(each));
    return sum.hex();
  }

  /** Of an installed pack: with the checksums of its files and its own. */
  PackDescription withFiles(SortedMap<String, String> sums) {
    return with(sums, with(sums, "").computedChecksum());
  }

  private PackDescription with(SortedMap<String, String> sums, String own) {
    return new PackDescription(
        format,
        formatVersion,
        name,
        locale,
        date,
        phoneSet,
        licence,
        acousticModel,
        dictionary,
        languageModel,
        sums,
        own);
  }

  private static String clip(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > 60 ? line.substring(0, 60) + "…" : line;
  }
}
