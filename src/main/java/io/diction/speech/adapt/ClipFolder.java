package io.diction.speech.adapt;

import io.diction.speech.BinaryFile;
import io.diction.speech.FormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Aligned utterances on disk, by the hash of all that went into them: what a training that was
 * killed, or the one after it, need not align again. Safe for threads.
 */
final class ClipFolder {
  private static final String ENDING = ".clip";
  private static final String REFUSED = ".refused.clip";
  private static final String FORMAT = "refused clip";
  private static final int VERSION = 2;
  private static final String CUT = ".cut.clip";
  private static final String CUT_FORMAT = "cut recording";

  /** Lists of clips that somebody else needs. */
  private static final String KEPT = ".keys";

  private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-]{1,80}");
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;

  ClipFolder(Path folder) {
    this.folder = folder;
  }

  /** Whether an utterance is there; it may still turn out to be damaged. */
  boolean has(String key) {
    return Files.isRegularFile(file(key));
  }

  void put(String key, Clip clip) throws IOException {
    Files.createDirectories(folder);
    clip.write(file(key));
  }

  /**
   * @throws FormatException when it is missing or damaged; it is removed then, and will be made
   *     anew
   */
  Clip get(String key) throws IOException {
    try {
      return Clip.read(file(key));
    } catch (NoSuchFileException e) {
      throw new FormatException(key + ENDING, "", "missing", e);
    } catch (FormatException damaged) {
      Files.deleteIfExists(file(key));
      throw damaged;
    }
  }

  /** Notes why nothing is to be trained on an utterance, so that nobody tries again. */
  void refuse(String key, String reason, @Nullable ClipAgreement agreement) throws IOException {
    Files.createDirectories(folder);
    BinaryFile.write(
        refusal(key),
        FORMAT,
        VERSION,
        out -> {
          out.writeUTF(reason);
          out.writeBoolean(agreement != null);
          if (agreement != null) {
            agreement.write(out);
          }
        });
  }

  /** Why nothing is to be trained on an utterance; null when that is not known. */
  @Nullable String refused(String key) throws IOException {
    HeardClip refusal = refusedClip(key);
    return refusal == null ? null : refusal.fault();
  }

  /** What was heard in an utterance; null when nobody listened yet. */
  @Nullable HeardClip heard(String key) throws IOException {
    if (has(key)) {
      try {
        return new HeardClip(key, get(key).agreement(), null);
      } catch (FormatException damaged) {
        // It has been removed.
        return null;
      }
    }
    return refusedClip(key);
  }

  private @Nullable HeardClip refusedClip(String key) throws IOException {
    if (!Files.isRegularFile(refusal(key))) {
      return null;
    }
    try {
      return BinaryFile.read(
          refusal(key),
          FORMAT,
          VERSION,
          VERSION,
          (in, limit) -> {
            String reason = in.readUTF();
            return new HeardClip(
                key, in.readBoolean() ? ClipAgreement.read(in, limit) : null, reason);
          });
    } catch (FormatException damaged) {
      // It is tried again.
      return null;
    }
  }

  void putCut(String key, CutRecording cut) throws IOException {
    Files.createDirectories(folder);
    BinaryFile.write(cutFile(key), CUT_FORMAT, 1, cut::write);
  }

  /** How a recording was cut; null when it was not yet. */
  @Nullable CutRecording cut(String key) throws IOException {
    if (!Files.isRegularFile(cutFile(key))) {
      return null;
    }
    try {
      return BinaryFile.read(cutFile(key), CUT_FORMAT, 1, 1, CutRecording::read);
    } catch (FormatException damaged) {
      // It is cut again.
      return null;
    }
  }

  /**
   * Has {@link #keepOnly} spare these clips, whatever else it is told.
   *
   * @param name who needs them; what was kept for the same before no longer is
   */
  void keepFor(String name, Collection<String> keys) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name of a list: " + name);
    }
    Files.createDirectories(folder);
    BinaryFile.replace(
        folder.resolve(name + KEPT),
        out -> out.write(String.join("\n", keys).getBytes(StandardCharsets.US_ASCII)));
  }

  private Set<String> keptForOthers() throws IOException {
    Set<String> keys = new HashSet<>();
    try (DirectoryStream<Path> lists = Files.newDirectoryStream(folder, "*" + KEPT)) {
      for (Path list : lists) {
        // What is damaged keeps nothing: clips can be made anew.
        new String(Files.readAllBytes(list), StandardCharsets.US_ASCII)
            .lines()
            .filter(key -> KEY.matcher(key).matches())
            .forEach(keys::add);
      }
    }
    return keys;
  }

  /**
   * Removes all other aligned utterances but those kept for somebody else, half-written ones too,
   * and no other file.
   */
  void keepOnly(Set<String> keys) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Set<Path> kept = new HashSet<>();
    Set<String> needed = keptForOthers();
    needed.addAll(keys);
    for (String key : needed) {
      kept.add(file(key));
      kept.add(refusal(key));
      kept.add(cutFile(key));
    }
    try (DirectoryStream<Path> clips =
        Files.newDirectoryStream(folder, "*" + ENDING + "{,.*.part}")) {
      for (Path clip : clips) {
        if (!kept.contains(clip)) {
          Files.delete(clip);
        }
      }
    }
  }

  private Path refusal(String key) {
    return folder.resolve(key + REFUSED);
  }

  private Path cutFile(String key) {
    return folder.resolve(key + CUT);
  }

  private Path file(String key) {
    return folder.resolve(key + ENDING);
  }
}
