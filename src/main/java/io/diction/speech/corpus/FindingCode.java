package io.diction.speech.corpus;

/**
 * What can be wrong with a user's file. The pattern is the English sentence; {@code {0}}, {@code
 * {1}} stand for the finding's arguments.
 */
public enum FindingCode {
  EMPTY_FILE(Severity.ERROR, "the file is empty"),
  UNREADABLE(Severity.ERROR, "the file cannot be read"),
  TOO_LARGE(Severity.ERROR, "the file has {0} bytes, {1} are allowed"),
  TOO_MANY_FILES(Severity.ERROR, "there are {0} files, {1} are allowed"),
  TOO_MANY_UTTERANCES(Severity.ERROR, "there are more than {0} utterances"),
  MORE_FINDINGS(Severity.WARNING, "{0} more findings in this file are not listed"),
  SYSTEM_FILE(Severity.WARNING, "a hidden file, or one of the operating system; it is not used"),
  UNKNOWN_FILE(
      Severity.WARNING, "the file is neither audio nor text that is known here; it is not used"),

  DOCUMENT_CONTENT(
      Severity.ERROR, "this is a document of the format {0}; save it as plain text in UTF-8"),
  OTHER_RECORDING(
      Severity.ERROR,
      "this is a recording of the format {0}, which is not read here; convert it to wav, flac, mp3"
          + " or m4a"),
  HOLDS_OTHER(
      Severity.ERROR,
      "the file ends like a text but holds {0}; give it the ending that it should have"),
  BINARY_CONTENT(Severity.ERROR, "this is not text; save it as plain text in UTF-8"),
  UNKNOWN_ENCODING(Severity.ERROR, "the encoding is not known; save the file in UTF-8"),
  ENCODING_GUESSED(Severity.WARNING, "the file is not in UTF-8; it was read as {0}"),
  INVALID_ENCODING(Severity.ERROR, "this line is not valid {0}; save the file in UTF-8"),
  ILLEGAL_CHARACTER(Severity.ERROR, "the line has the character {0}, which no text may have"),
  LINE_TOO_LONG(Severity.ERROR, "the line is longer than {0} characters"),

  BYTE_ORDER_MARK(
      Severity.WARNING,
      "a byte-order mark stands within the line, as after joining files; it is not used"),
  BIDI_CONTROL(
      Severity.WARNING, "the line has the character {0}, which turns the direction of writing"),
  INVISIBLE_CHARACTER(Severity.WARNING, "the line has the character {0}, which nobody sees"),
  EMOJI(Severity.WARNING, "the line has the picture {0}, which nobody says"),
  MIXED_SCRIPTS(
      Severity.WARNING,
      "the word \"{0}\" mixes letters of two scripts that look alike; no dictionary has it"),
  WEB_ADDRESS(Severity.WARNING, "the line has the web address \"{0}\"; write it as it is said"),
  REPEATED_LETTERS(
      Severity.WARNING,
      "\"{0}\" repeats a letter more than three times; write the word as a dictionary has it"),
  REPEATED_MARKS(Severity.WARNING, "\"{0}\" repeats a mark more than three times"),
  REPEATED_WORDS(
      Severity.WARNING,
      "\"{0}\" stands more than three times in a row; keep that only if it is said so"),
  STUTTER(Severity.WARNING, "\"{0}\" is a word with its beginning repeated; write the word once"),
  LONG_LINE(
      Severity.WARNING, "the line has {0} characters; put each sentence on a line of its own"),

  MARKUP_CONTENT(Severity.ERROR, "the file holds {0}, not sentences; nothing of it is used"),
  READ_AS_SUBTITLES(
      Severity.WARNING, "the file ends like plain text but holds subtitles; it was read as {0}"),

  OTHER_SUBTITLES(
      Severity.WARNING, "the file ends in {0} but holds {1} subtitles; it was read as what it is"),
  NOT_WEBVTT(Severity.ERROR, "the first line of a .vtt file must be WEBVTT, it is \"{0}\""),
  NOT_SUBRIP(Severity.ERROR, "this is no .srt file: a number and a line with --> were expected"),
  NO_CUES(Severity.ERROR, "the file has no cue with times and text"),
  CUE_WITHOUT_TIMES(Severity.ERROR, "the cue has no line with its times"),
  BAD_CUE_TIMES(Severity.ERROR, "\"{0}\" are not the times of a cue"),
  CUE_ENDS_BEFORE_START(Severity.ERROR, "the cue ends before it starts"),
  CUES_OVERLAP(Severity.WARNING, "the cue starts before the one before it ends"),
  EMPTY_CUE(Severity.WARNING, "the cue has no text"),

  NOT_STRUCTURED(
      Severity.WARNING,
      "the markdown has no list, section or pronunciations of structured text; it is not used"),
  BAD_STRUCTURE(Severity.WARNING, "the line of structured text is not used: {0}"),

  BAD_XML(
      Severity.ERROR, "the file cannot be read as a transcript of ELAN; save it again with ELAN"),

  NO_TAB(Severity.ERROR, "the line needs a file name, a tab and the text"),
  EMPTY_TEXT(Severity.WARNING, "there is no text for {0}"),
  DUPLICATE_ENTRY(Severity.ERROR, "{0} was already given on line {1}"),
  MISSING_AUDIO(Severity.ERROR, "the recording {0} is not there"),
  AMBIGUOUS_AUDIO(Severity.ERROR, "the recording {0} is there more than once"),
  FOUND_BY_NAME(
      Severity.WARNING,
      "{0} of {1} recordings were found by their names: the paths lead to another computer"),
  PATH_OUTSIDE(Severity.ERROR, "{0} lies outside of the data"),

  BAD_JSON(Severity.ERROR, "the line is no JSON object: {0}"),
  DUPLICATE_KEY(
      Severity.ERROR,
      "the object names the field {0} twice; which of the two is meant is not said"),
  MISSING_FIELD(Severity.ERROR, "the field {0} is missing"),
  BAD_FIELD(Severity.ERROR, "the field {0} has a value that it must not have: {1}"),

  NOT_A_ZIP(Severity.ERROR, "this is no zip archive, or it was cut off"),
  SUSPICIOUS_NAME(Severity.ERROR, "the archive holds the name {0}, which would lead outside"),
  DUPLICATE_NAME(Severity.ERROR, "the archive holds the name {0} twice"),
  ENCRYPTED_ENTRY(Severity.ERROR, "{0} is encrypted; make the archive without a password"),
  UNSUPPORTED_COMPRESSION(Severity.ERROR, "{0} is compressed by a method that is not supported"),
  COMPRESSED_TOO_FAR(Severity.ERROR, "{0} would grow {1} times when unpacked"),
  NESTED_ARCHIVE(Severity.WARNING, "archives within archives are not opened"),
  TOO_DEEP(Severity.ERROR, "the folders are nested deeper than {0}"),
  LINK_IGNORED(Severity.WARNING, "links are not followed"),

  UNMATCHED_AUDIO(
      Severity.WARNING, "the recording has no transcript; it serves unsupervised adaptation only"),
  UNMATCHED_TRANSCRIPT(
      Severity.WARNING, "the transcript has no recording; its text serves the language model only"),
  AMBIGUOUS_PAIR(Severity.WARNING, "{0} has the same base name; it was used instead"),
  NOTHING_USABLE(Severity.ERROR, "there is neither a recording nor a text");

  /** Errors block what they are about, warnings do not. */
  public enum Severity {
    ERROR,
    WARNING
  }

  private final Severity severity;
  private final String pattern;

  FindingCode(Severity severity, String pattern) {
    this.severity = severity;
    this.pattern = pattern;
  }

  public Severity severity() {
    return severity;
  }

  /** English sentence with {@code {0}} for the arguments. */
  public String pattern() {
    return pattern;
  }
}
