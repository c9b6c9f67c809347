package io.diction.speech.corpus;

/**
 * How much of a user's data is read.
 *
 * @param entries most files in an archive or folder
 * @param totalBytes most bytes of an archive when unpacked
 * @param ratio most times that one entry of an archive may grow when unpacked; small entries may
 *     always
 * @param depth most folders within each other
 * @param textBytes largest text file
 * @param lineCharacters longest line of a text
 * @param utterances most utterances in all
 * @param findingsPerFile most findings listed for one file
 */
public record CorpusLimits(
    int entries,
    long totalBytes,
    int ratio,
    int depth,
    long textBytes,
    int lineCharacters,
    int utterances,
    int findingsPerFile) {
  /** Ten thousand files, 40 GB, texts up to 200 MB. */
  public static final CorpusLimits DEFAULT =
      new CorpusLimits(10_000, 40L << 30, 200, 10, 200L << 20, 100_000, 1_000_000, 100);

  /** For a person's own files on the machine they work at: two hundred thousand of them. */
  public static final CorpusLimits LOCAL = DEFAULT.withEntries(200_000);

  public CorpusLimits withEntries(int count) {
    return new CorpusLimits(
        count, totalBytes, ratio, depth, textBytes, lineCharacters, utterances, findingsPerFile);
  }

  public CorpusLimits withTotalBytes(long bytes) {
    return new CorpusLimits(
        entries, bytes, ratio, depth, textBytes, lineCharacters, utterances, findingsPerFile);
  }

  /** Other limits of how far entries may grow and how deep folders may be. */
  public CorpusLimits withShape(int times, int folders) {
    return new CorpusLimits(
        entries,
        totalBytes,
        times,
        folders,
        textBytes,
        lineCharacters,
        utterances,
        findingsPerFile);
  }

  public CorpusLimits withTextBytes(long bytes) {
    return new CorpusLimits(
        entries, totalBytes, ratio, depth, bytes, lineCharacters, utterances, findingsPerFile);
  }
}
